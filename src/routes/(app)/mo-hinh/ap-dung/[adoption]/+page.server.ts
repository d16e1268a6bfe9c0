import { giveModelTask } from '#lib/features/models/adopt.server.ts';
import { adoptionPage } from '#lib/features/models/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return look(door, (tx) => adoptionPage(tx, door.actor, { adoptionId: params.adoption, today }));
};

export const actions: Actions = {
	giao: async (event) => {
		const answer = await runForm(event, 'giao', giveModelTask, {
			extra: { adoptionId: event.params.adoption },
		});
		return answer.ok ? { action: 'giao' } : answer.problem;
	},
};
