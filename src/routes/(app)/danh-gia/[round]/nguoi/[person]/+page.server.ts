import { fail, redirect } from '@sveltejs/kit';
import { formIssues, marksOf } from '#lib/features/reviews/marks-form.ts';
import { nextToRate, ratePage } from '#lib/features/reviews/queries-rate.server.ts';
import { rate } from '#lib/features/reviews/rate.server.ts';
import { mayReadRecord } from '#lib/features/training/policy.ts';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const wanted = { roundId: params.round, personId: params.person };
	const page = await look(door, (tx) => ratePage(tx, door.actor, wanted, today));
	await tellOfLook(door, {
		type: 'rating',
		id: page.part.id,
		personId: page.part.personId,
		unitId: page.round.unitId,
	});
	for (const { record } of page.sayings) await tellOfLook(door, record);
	const of = { unitId: page.round.unitId, personId: page.part.personId };
	return {
		...page,
		today,
		/** Where a need of training that the review showed is written down. */
		needHref: mayReadRecord(door.actor, of).allowed ? `/dao-tao/nguoi/${of.personId}#nhu-cau` : null,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const door = doorOf(event);
		const { round, person } = event.params;
		const input = readForm(await event.request.formData());
		try {
			await rate(door, {
				roundId: round,
				personId: person,
				marks: marksOf(input),
				words: input['words'] ?? '',
			});
			const next = await look(door, (tx) => nextToRate(tx, door.actor, round, person));
			redirect(303, next ? `/danh-gia/${round}/nguoi/${next}` : `/danh-gia/${round}?xong`);
		} catch (error) {
			const problem = formProblem(error, 'default', input);
			return fail(problem.status, { ...problem.data, issues: formIssues(problem.data.issues) });
		}
	},
};
