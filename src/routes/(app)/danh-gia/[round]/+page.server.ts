import { setReviewPart } from '#lib/features/reviews/open.server.ts';
import { roundPage } from '#lib/features/reviews/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return {
		...(await look(door, (tx) => roundPage(tx, door.actor, params.round, today))),
		isJustOpened: url.searchParams.has('xong'),
		today,
	};
};

export const actions: Actions = {
	'phan-cong': async (event) => {
		const extra = { roundId: event.params.round };
		const answer = await runForm(event, 'phan-cong', setReviewPart, { extra });
		return answer.ok ? { action: 'phan-cong' } : answer.problem;
	},
};
