import { redirect } from '@sveltejs/kit';
import { daysOf, quarterOf } from '#lib/features/reviews/domain/period.ts';
import { openReview } from '#lib/features/reviews/open.server.ts';
import { mayOpenRound } from '#lib/features/reviews/policy.ts';
import { doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { addDays } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const may = mayOpenRound(door.actor, unit.id);
	if (!may.allowed) throw refused(may.key);
	const now = quarterOf(today);
	const begins = [today, addDays(daysOf(now).to, -15)].sort().at(-1) ?? today;
	return {
		unit: { id: unit.id, name: unit.name },
		now,
		selfDueOn: addDays(begins, 5),
		rateDueOn: addDays(begins, 10),
		concludeOn: addDays(begins, 15),
	};
};

export const actions: Actions = {
	default: async (event) => {
		const input = readForm(await event.request.formData());
		const quarter = String(input['period'] ?? '');
		try {
			const { roundId } = await openReview(doorOf(event), {
				...input,
				kind: quarter === '0' ? 'year' : 'quarter',
				quarter: quarter || undefined,
			});
			redirect(303, `/danh-gia/${roundId}`);
		} catch (error) {
			return formProblem(error, 'default', input);
		}
	},
};
