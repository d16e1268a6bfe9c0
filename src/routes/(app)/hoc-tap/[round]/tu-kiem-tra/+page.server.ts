import { answerQuestion } from '#lib/features/study/check.server.ts';
import { nextUnanswered } from '#lib/features/study/domain/check.ts';
import { checkPage } from '#lib/features/study/queries-check.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act, doorOf } from '#lib/platform/forms/form-action.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const page = await look(door, (tx) => checkPage(tx, door.actor, params.round));
	const answered = page.questions.map(({ answer }) => answer !== null);
	const wanted = Math.trunc(Number(url.searchParams.get('cau'))) - 1;
	const at = wanted >= 0 && wanted < answered.length ? wanted : nextUnanswered(answered, 0);
	return {
		...page,
		/** The place of the question that is shown; null: all are answered. */
		at,
		next: at === null ? null : nextUnanswered(answered, at + 1),
		again: url.searchParams.has('lai'),
	};
};

export const actions: Actions = {
	'tra-loi': act('tra-loi', answerQuestion, ['chosen']),
};
