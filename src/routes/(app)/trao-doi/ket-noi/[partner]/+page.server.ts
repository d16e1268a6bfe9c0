import {
	confirmPartner,
	resumePartner,
	sendAgain,
	suspendPartner,
} from '#lib/features/exchange/partners.server.ts';
import { parcelPageSize, partnerPage } from '#lib/features/exchange/queries-partners.server.ts';
import { askForFigures, freeUnit, nameUnit } from '#lib/features/oversight/figures-in.server.ts';
import { sendFigures, stopFigures } from '#lib/features/oversight/figures-out.server.ts';
import { figuresOfPartner } from '#lib/features/oversight/figures-page.server.ts';
import { type Command, look } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { pageNumber } from '#lib/shared/page-number.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

/** What went wrong is kept as the key of its words. */
const inWords = (error: string): string => (error ? sayKey(error) : '');

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const direction = url.searchParams.get('chieu') === 'den' ? 'in' : 'out';
	const { page, figures } = await look(door, async (tx) => ({
		page: await partnerPage(tx, door.actor, { partnerId: params.partner, direction, page: pageNumber(url) }),
		figures: await figuresOfPartner(tx, door.actor, params.partner),
	}));
	return {
		...page,
		partner: { ...page.partner, error: inWords(page.partner.error) },
		parcels: page.parcels.map((parcel) => ({ ...parcel, reason: inWords(parcel.error) })),
		figures: figures.sent
			? { ...figures, sent: { ...figures.sent, reason: inWords(figures.sent.reason) } }
			: figures,
		direction,
		pageSize: parcelPageSize,
		isNew: url.searchParams.has('moi'),
	} as const;
};

const act =
	<Input, Result>(name: string, command: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const answer = await runForm(event, name, command, { extra: { partnerId: event.params.partner } });
		return answer.ok ? { action: name } : answer.problem;
	};

export const actions: Actions = {
	'xac-nhan': act('xac-nhan', confirmPartner),
	'tam-dung': act('tam-dung', suspendPartner),
	'noi-lai': act('noi-lai', resumePartner),
	'gui-lai': act('gui-lai', sendAgain),
	'gui-so-lieu': act('gui-so-lieu', sendFigures),
	'thoi-gui-so-lieu': act('thoi-gui-so-lieu', stopFigures),
	'nhan-so-lieu': act('nhan-so-lieu', nameUnit),
	'thoi-nhan-so-lieu': act('thoi-nhan-so-lieu', freeUnit),
	'xin-so-lieu': act('xin-so-lieu', askForFigures),
};
