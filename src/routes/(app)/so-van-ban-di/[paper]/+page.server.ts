import { redirect } from '@sveltejs/kit';
import { cancelPaper } from '#lib/features/papers/commands.server.ts';
import { mayNumber } from '#lib/features/papers/policy.ts';
import { outgoingPaperOf } from '#lib/features/papers/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const paper = await look(door, (tx) => outgoingPaperOf(tx, door.actor, params.paper));
	return { paper, mayCancel: paper.cancelledOn === null && mayNumber(door.actor, paper.unitId).allowed };
};

export const actions: Actions = {
	huy: async (event) => {
		const answer = await runForm(event, 'huy', cancelPaper, { extra: { paperId: event.params.paper } });
		if (!answer.ok) return answer.problem;
		redirect(303, `/so-van-ban-di/${event.params.paper}`);
	},
};
