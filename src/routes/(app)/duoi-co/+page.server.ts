import { talksPage } from '#lib/features/talks/queries.server.ts';
import { agreeSwap, declineSwap, withdrawSwap } from '#lib/features/talks/swap.server.ts';
import { type Command, look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const asked = (name: string): string => (url.searchParams.get(name) ?? '').trim().slice(0, 300);
	const filter = {
		year: /^\d{4}$/.test(asked('nam')) ? Number(asked('nam')) : null,
		theme: asked('chu-de'),
	};
	const page = Math.min(10_000, Math.max(1, Math.trunc(Number(asked('trang'))) || 1));
	const today = dayOf(door.clock());
	return {
		list: await look(door, (tx) => talksPage(tx, door.actor, { unitId: unit.id, today, page, ...filter })),
		filter,
		today,
		unitName: unit.name,
	};
};

const act =
	<Input, Result>(name: string, command: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const answer = await runForm(event, name, command);
		return answer.ok ? { action: name } : answer.problem;
	};

export const actions: Actions = {
	'dong-y-doi': act('dong-y-doi', agreeSwap),
	'khong-doi': act('khong-doi', declineSwap),
	'rut-doi': act('rut-doi', withdrawSwap),
};
