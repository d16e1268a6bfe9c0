import { fail, redirect } from '@sveltejs/kit';
import { fieldsUnder, formIssues, marksOf } from '#lib/features/reviews/marks-form.ts';
import { selfPage } from '#lib/features/reviews/queries.server.ts';
import { rateSelf } from '#lib/features/reviews/rate.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return {
		...(await look(door, (tx) => selfPage(tx, door.actor, params.round, today))),
		kept: url.searchParams.get('da'),
		today,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const input = readForm(await event.request.formData());
		try {
			const { handedIn } = await rateSelf(doorOf(event), {
				roundId: event.params.round,
				marks: marksOf(input),
				words: fieldsUnder(input, 'words_'),
				handsIn: input['handsIn'] !== 'no',
			});
			redirect(303, `/danh-gia/${event.params.round}/toi?da=${handedIn ? 'nop' : 'luu'}`);
		} catch (error) {
			const problem = formProblem(error, 'default', input);
			return fail(problem.status, { ...problem.data, issues: formIssues(problem.data.issues) });
		}
	},
};
