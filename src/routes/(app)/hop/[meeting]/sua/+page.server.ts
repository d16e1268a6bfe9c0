import { redirect } from '@sveltejs/kit';
import { meetingForm } from '#lib/features/meetings/form.server.ts';
import { changeMeeting } from '#lib/features/meetings/plan.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return look(door, (tx) => meetingForm(tx, door.actor, params.meeting, dayOf(door.clock())));
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'sua', changeMeeting, { extra: { meetingId: event.params.meeting } });
		if (!answer.ok) return answer.problem;
		redirect(303, `/hop/${event.params.meeting}`);
	},
};
