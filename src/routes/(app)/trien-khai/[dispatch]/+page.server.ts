import { dispatchPage } from '#lib/features/cascade/queries-dispatch.server.ts';
import { withdrawDispatch } from '#lib/features/cascade/send.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const page = await look(door, (tx) => dispatchPage(tx, door.actor, params.dispatch, today));
	const keys = page.units.flatMap(({ across }) => (across?.refused ? [across.refused] : []));
	return { page, today, refusals: Object.fromEntries(keys.map((key) => [key, sayKey(key)])) };
};

export const actions: Actions = {
	'thu-hoi': async (event) => {
		const answer = await runForm(event, 'thu-hoi', withdrawDispatch, {
			extra: { dispatchId: event.params.dispatch },
		});
		return answer.ok ? { action: 'thu-hoi' } : answer.problem;
	},
};
