import { dropRoster, mapRoster, undoRoster, writeRoster } from '#lib/features/roster/commands.server.ts';
import type { Compared } from '#lib/features/roster/domain/people.ts';
import { ROWS_AT_ONCE, rosterPage } from '#lib/features/roster/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { standings } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

const ofAddress: Record<string, Compared['outcome']> = {
	moi: 'new',
	doi: 'changed',
	giu: 'same',
	loi: 'problem',
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const page = Math.min(1000, Math.max(1, Math.trunc(Number(url.searchParams.get('trang'))) || 1));
	const outcome = ofAddress[url.searchParams.get('xem') ?? ''] ?? null;
	return {
		...(await look(door, (tx) =>
			rosterPage(tx, door.actor, {
				id: params.roster,
				outcome,
				page,
				today: dayOf(door.clock()),
				now: door.clock(),
			}),
		)),
		page,
		size: ROWS_AT_ONCE,
		standings,
	};
};

const act = actionsWith(({ roster }) => ({ rosterId: roster }));

export const actions: Actions = {
	'ghep-cot': act('ghep-cot', mapRoster),
	ghi: act('ghi', writeRoster),
	bo: act('bo', dropRoster),
	'hoan-tac': act('hoan-tac', undoRoster),
};
