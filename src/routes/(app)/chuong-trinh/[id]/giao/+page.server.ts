import { redirect } from '@sveltejs/kit';
import { addTask } from '#lib/features/programmes/commands.server.ts';
import { taskFormOf } from '#lib/features/programmes/queries-forms.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const clause = url.searchParams.get('dieu-khoan');
	const given = await look(door, (tx) =>
		taskFormOf(tx, door.actor, params.id, dayOf(door.clock()), clause ? [clause] : []),
	);
	return {
		...given,
		values: {
			clauseIds: given.clauses.filter(({ id }) => id === clause).map(({ id }) => id),
			supervisorId: door.actor.personId ?? '',
			dueOn: given.programme.endsOn,
		},
	};
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'giao', addTask, {
			lists: ['clauseIds', 'helperIds'],
			extra: { programmeId: event.params.id },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/chuong-trinh/${event.params.id}`);
	},
};
