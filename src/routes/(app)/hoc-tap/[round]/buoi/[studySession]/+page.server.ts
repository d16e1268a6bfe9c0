import { markAllAttending, recordAttendance } from '#lib/features/study/attendance.server.ts';
import { sessionPage } from '#lib/features/study/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return {
		...(await look(door, (tx) =>
			sessionPage(tx, door.actor, { roundId: params.round, sessionId: params.studySession }),
		)),
		today,
	};
};

const act = actionsWith(({ studySession }) => ({ studySessionId: studySession }));

export const actions: Actions = {
	'diem-danh': act('diem-danh', recordAttendance),
	'du-mat': act('du-mat', markAllAttending),
};
