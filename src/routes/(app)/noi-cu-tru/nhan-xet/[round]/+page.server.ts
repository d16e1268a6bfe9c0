import { roundPage } from '#lib/features/liaison/queries.server.ts';
import { askOnNeed, closeRound, completeRound } from '#lib/features/liaison/rounds.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return { page: await look(door, (tx) => roundPage(tx, door.actor, params.round, today)), today };
};

const act = actionsWith(({ round }) => ({ roundId: round }));

export const actions: Actions = {
	'bo-sung': act('bo-sung', completeRound),
	'ket-thuc': act('ket-thuc', closeRound),
	'yeu-cau': act('yeu-cau', askOnNeed),
};
