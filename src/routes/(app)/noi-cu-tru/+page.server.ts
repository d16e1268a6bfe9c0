import { redirect } from '@sveltejs/kit';
import { residencePage } from '#lib/features/liaison/queries.server.ts';
import { openRound } from '#lib/features/liaison/rounds.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return {
		page: await look(door, (tx) => residencePage(tx, door.actor, { unitId: unit.id, today })),
		me: door.actor.personId,
		unit: { id: unit.id, name: unit.name },
		today,
	};
};

export const actions: Actions = {
	'mo-dot': async (event) => {
		const answer = await runForm(event, 'mo-dot', openRound);
		if (!answer.ok) return answer.problem;
		redirect(303, `/noi-cu-tru/nhan-xet/${answer.result.roundId}`);
	},
};
