import { addAct, addLines, removeAct } from '#lib/features/reorganisation/acts.server.ts';
import {
	cancelReorganisation,
	changeReorganisation,
	checkReorganisation,
	decideReorganisation,
} from '#lib/features/reorganisation/commands.server.ts';
import { carryOutOrNote } from '#lib/features/reorganisation/jobs.server.ts';
import { reorganisationPage } from '#lib/features/reorganisation/queries-plan.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { installation } from '#lib/platform/installation.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	return {
		...(await look(door, (tx) =>
			reorganisationPage(tx, door.actor, { id: params.reorganisation, splits: url.searchParams.get('tach') }),
		)),
		today: dayOf(door.clock()),
	};
};

const act = actionsWith(({ reorganisation }) => ({ reorganisationId: reorganisation }));

/** What is due already is carried out at once, by the system as on any other day. */
const decide = async (event: RequestEvent) => {
	const answer = await runForm(event, 'quyet-dinh', decideReorganisation, {
		extra: { reorganisationId: event.params.reorganisation },
	});
	if (!answer.ok) return answer.problem;
	if (answer.result.isDue) {
		const door = doorOf(event);
		await carryOutOrNote(door, door.actor.tenantId, answer.result.reorganisationId);
		installation().sessions.forget();
	}
	return { action: 'quyet-dinh' };
};

export const actions: Actions = {
	sua: act('sua', changeReorganisation),
	them: act('them', addAct, ['sourceIds', 'personIds']),
	'them-nhieu': act('them-nhieu', addLines),
	bo: act('bo', removeAct),
	'kiem-tra': act('kiem-tra', checkReorganisation),
	'quyet-dinh': decide,
	huy: act('huy', cancelReorganisation),
};
