import { dropQuestion, setQuestion } from '#lib/features/study/check.server.ts';
import { questionsPage } from '#lib/features/study/queries-check.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act, doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return look(door, (tx) => questionsPage(tx, door.actor, params.round));
};

export const actions: Actions = {
	ghi: async (event) => {
		const answer = await runForm(event, 'ghi', setQuestion, { extra: { roundId: event.params.round } });
		return answer.ok ? { action: 'ghi' } : answer.problem;
	},
	bo: act('bo', dropQuestion),
};
