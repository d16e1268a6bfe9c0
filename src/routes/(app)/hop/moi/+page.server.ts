import { redirect } from '@sveltejs/kit';
import { peopleForMeeting } from '#lib/features/meetings/form.server.ts';
import { planMeeting } from '#lib/features/meetings/plan.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const form = await look(door, (tx) => peopleForMeeting(tx, door.actor, unit, dayOf(door.clock())));
	return { ...form, kind: url.searchParams.get('loai') };
};

export const actions: Actions = {
	default: async (event) => {
		const unitId = presentUnit(doorOf(event).actor, event.cookies.get('don-vi')).id;
		const answer = await runForm(event, 'moi', planMeeting, { extra: { unitId } });
		if (!answer.ok) return answer.problem;
		redirect(303, `/hop/${answer.result.meetingId}`);
	},
};
