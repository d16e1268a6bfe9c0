import { redirect } from '@sveltejs/kit';
import { changeModel } from '#lib/features/models/commands.server.ts';
import { changePage } from '#lib/features/models/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const { model, ...choices } = await look(door, (tx) =>
		changePage(tx, door.actor, { modelId: params.model, today: dayOf(door.clock()) }),
	);
	return { model, choices, place: `mo-hinh ${door.actor.personId} ${model.id}` };
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', changeModel, {
			lists: ['namedIds'],
			extra: { modelId: event.params.model },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/mo-hinh/${event.params.model}`);
	},
};
