import { issueReport, reportPage } from '#lib/features/study/report.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return {
		...(await look(door, (tx) => reportPage(tx, door.actor, params.round))),
		today: dayOf(door.clock()),
	};
};

export const actions: Actions = {
	'lay-so': async (event) => {
		const answer = await runForm(event, 'lay-so', issueReport, { extra: { roundId: event.params.round } });
		return answer.ok ? { action: 'lay-so' } : answer.problem;
	},
};
