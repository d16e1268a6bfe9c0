import { redirect } from '@sveltejs/kit';
import { draftReorganisation } from '#lib/features/reorganisation/commands.server.ts';
import { reorganisationsPage } from '#lib/features/reorganisation/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals }) => {
	const door = doorOf({ locals });
	return {
		...(await look(door, (tx) => reorganisationsPage(tx, door.actor))),
		today: dayOf(door.clock()),
	};
};

export const actions: Actions = {
	lap: async (event) => {
		const answer = await runForm(event, 'lap', draftReorganisation);
		if (!answer.ok) return answer.problem;
		redirect(303, `/to-chuc/sap-xep/${answer.result.reorganisationId}`);
	},
};
