import { correctMinutes, saveMinutes, signMinutes } from '#lib/features/meetings/minutes.server.ts';
import { minutesPage } from '#lib/features/meetings/minutes-queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return look(door, (tx) => minutesPage(tx, door.actor, params.meeting, dayOf(door.clock())));
};

const act = actionsWith(({ meeting }) => ({ meetingId: meeting }));

export const actions: Actions = {
	luu: act('luu', saveMinutes),
	ky: act('ky', signMinutes),
	'dinh-chinh': act('dinh-chinh', correctMinutes),
};
