import { markAllAttending, recordAttendance } from '#lib/features/study/attendance.server.ts';
import { sessionPage } from '#lib/features/study/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
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

export const actions: Actions = {
	'diem-danh': async (event) => {
		const answer = await runForm(event, 'diem-danh', recordAttendance, {
			extra: { studySessionId: event.params.studySession },
		});
		return answer.ok ? { action: 'diem-danh' } : answer.problem;
	},
	'du-mat': async (event) => {
		const answer = await runForm(event, 'du-mat', markAllAttending, {
			extra: { studySessionId: event.params.studySession },
		});
		return answer.ok ? { action: 'du-mat' } : answer.problem;
	},
};
