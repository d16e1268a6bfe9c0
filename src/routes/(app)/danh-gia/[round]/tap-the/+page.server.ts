import { fail } from '@sveltejs/kit';
import {
	appraiseCollective,
	decideCollective,
	writeCollective,
} from '#lib/features/reviews/collective.server.ts';
import { fieldsUnder, formIssues, marksOf } from '#lib/features/reviews/marks-form.ts';
import { collectivePage } from '#lib/features/reviews/queries-rate.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return {
		...(await look(door, (tx) => collectivePage(tx, door.actor, params.round))),
		today: dayOf(door.clock()),
	};
};
const act = actionsWith(({ round }) => ({ roundId: round }));

export const actions: Actions = {
	'tu-danh-gia': async (event) => {
		const input = readForm(await event.request.formData());
		try {
			await writeCollective(doorOf(event), {
				roundId: event.params.round,
				body: input['body'],
				marks: marksOf(input),
				words: fieldsUnder(input, 'words_'),
			});
		} catch (error) {
			const problem = formProblem(error, 'tu-danh-gia', input);
			return fail(problem.status, { ...problem.data, issues: formIssues(problem.data.issues) });
		}
		return { action: 'tu-danh-gia' };
	},
	'tham-dinh': act('tham-dinh', appraiseCollective),
	'quyet-dinh': act('quyet-dinh', decideCollective),
};
