import { correctMinutes, saveMinutes, signMinutes } from '#lib/features/meetings/minutes.server.ts';
import { minutesPage } from '#lib/features/meetings/minutes-queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return look(door, (tx) => minutesPage(tx, door.actor, params.meeting, dayOf(door.clock())));
};

export const actions: Actions = {
	luu: async (event) => {
		const answer = await runForm(event, 'luu', saveMinutes, { extra: { meetingId: event.params.meeting } });
		return answer.ok ? { action: 'luu' } : answer.problem;
	},
	ky: async (event) => {
		const answer = await runForm(event, 'ky', signMinutes, { extra: { meetingId: event.params.meeting } });
		return answer.ok ? { action: 'ky' } : answer.problem;
	},
	'dinh-chinh': async (event) => {
		const answer = await runForm(event, 'dinh-chinh', correctMinutes, {
			extra: { meetingId: event.params.meeting },
		});
		return answer.ok ? { action: 'dinh-chinh' } : answer.problem;
	},
};
