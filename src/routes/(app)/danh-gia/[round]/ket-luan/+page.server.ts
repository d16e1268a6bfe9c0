import { fail } from '@sveltejs/kit';
import { concludeReview, settleResults } from '#lib/features/reviews/conclude.server.ts';
import { fieldsUnder } from '#lib/features/reviews/marks-form.ts';
import { concludePage } from '#lib/features/reviews/queries-rate.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return {
		...(await look(door, (tx) => concludePage(tx, door.actor, params.round))),
		today: dayOf(door.clock()),
	};
};

export const actions: Actions = {
	'chot-muc': async (event) => {
		const input = readForm(await event.request.formData());
		const results = Object.entries(fieldsUnder(input, 'level_')).map(([personId, level]) => ({
			personId,
			level,
			reason: input[`reason_${personId}`] ?? '',
		}));
		try {
			await settleResults(doorOf(event), { roundId: event.params.round, results });
		} catch (error) {
			const problem = formProblem(error, 'chot-muc', input);
			const [first] = Object.values(problem.data.issues);
			return fail(problem.status, { ...problem.data, message: first ?? problem.data.message });
		}
		return { action: 'chot-muc' };
	},
	'cong-bo': async (event) => {
		const extra = { roundId: event.params.round };
		const answer = await runForm(event, 'cong-bo', concludeReview, { extra });
		return answer.ok ? { action: 'cong-bo' } : answer.problem;
	},
};
