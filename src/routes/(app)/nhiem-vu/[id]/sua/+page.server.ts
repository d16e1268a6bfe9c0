import { redirect } from '@sveltejs/kit';
import { changeTask } from '#lib/features/programmes/commands.server.ts';
import { taskFormOf, taskWords } from '#lib/features/programmes/queries-forms.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return look(door, async (tx) => {
		const { state, programmeState, ...values } = await taskWords(tx, door.actor, params.id);
		return {
			...(await taskFormOf(tx, door.actor, values.programmeId, dayOf(door.clock()), values.clauseIds)),
			values,
			taskId: params.id,
			isReported: state === 'reported',
			isGiven: programmeState === 'issued',
		};
	});
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'sua', changeTask, {
			lists: ['clauseIds', 'helperIds'],
			extra: { taskId: event.params.id },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/nhiem-vu/${event.params.id}`);
	},
};
