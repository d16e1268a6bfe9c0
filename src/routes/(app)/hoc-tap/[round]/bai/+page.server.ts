import { papersPage } from '#lib/features/reflections/queries-review.server.ts';
import { assignReviewer } from '#lib/features/reflections/review.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

const filters = ['tat-ca', 'cho-nhan-xet', 'chua-nop', 'toi-nhan-xet'] as const;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const wanted = url.searchParams.get('loc');
	return {
		...(await look(door, (tx) => papersPage(tx, door.actor, params.round, today))),
		filter: filters.find((name) => name === wanted) ?? 'tat-ca',
		today,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', assignReviewer, { lists: ['reflectionIds'] });
		return answer.ok ? { action: 'default' } : answer.problem;
	},
};
