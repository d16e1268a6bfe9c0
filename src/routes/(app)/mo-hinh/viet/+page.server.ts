import { redirect } from '@sveltejs/kit';
import { writeModel } from '#lib/features/models/commands.server.ts';
import { writeChoices } from '#lib/features/models/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const choices = await look(door, (tx) =>
		writeChoices(tx, door.actor, { unitId: unit.id, today: dayOf(door.clock()) }),
	);
	return {
		choices,
		unit: { id: unit.id, name: unit.name },
		place: `mo-hinh ${door.actor.personId} ${unit.id}`,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', writeModel, { lists: ['namedIds'] });
		if (!answer.ok) return answer.problem;
		redirect(303, `/mo-hinh/${answer.result.modelId}`);
	},
};
