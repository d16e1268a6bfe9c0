import { talksPage } from '#lib/features/talks/queries.server.ts';
import { agreeSwap, declineSwap, withdrawSwap } from '#lib/features/talks/swap.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const asked = (name: string): string => (url.searchParams.get(name) ?? '').trim().slice(0, 300);
	const filter = {
		year: /^\d{4}$/.test(asked('nam')) ? Number(asked('nam')) : null,
		theme: asked('chu-de'),
	};
	const page = Math.min(10_000, Math.max(1, Math.trunc(Number(asked('trang'))) || 1));
	return {
		list: await look(door, (tx) => talksPage(tx, door.actor, { unitId: unit.id, today, page, ...filter })),
		filter,
		today,
		unitName: unit.name,
	};
};

export const actions: Actions = {
	'dong-y-doi': act('dong-y-doi', agreeSwap),
	'khong-doi': act('khong-doi', declineSwap),
	'rut-doi': act('rut-doi', withdrawSwap),
};
