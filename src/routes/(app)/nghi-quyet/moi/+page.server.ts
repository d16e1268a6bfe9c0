import { redirect } from '@sveltejs/kit';
import { beginResolution } from '#lib/features/resolutions/commands.server.ts';
import { beginForm } from '#lib/features/resolutions/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const form = await look(door, (tx) => beginForm(tx, door.actor, unit, dayOf(door.clock())));
	return { ...form, meetingId: url.searchParams.get('hop'), kind: url.searchParams.get('loai') };
};

export const actions: Actions = {
	default: async (event) => {
		const unitId = presentUnit(doorOf(event).actor, event.cookies.get('don-vi')).id;
		const answer = await runForm(event, 'moi', beginResolution, { extra: { unitId } });
		if (!answer.ok) return answer.problem;
		redirect(303, `/nghi-quyet/${answer.result.resolutionId}`);
	},
};
