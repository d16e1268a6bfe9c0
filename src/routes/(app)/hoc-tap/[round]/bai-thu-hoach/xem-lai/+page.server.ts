import { redirect } from '@sveltejs/kit';
import { handInReflection } from '#lib/features/reflections/hand-in.server.ts';
import { checkPage } from '#lib/features/reflections/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return { ...(await look(door, (tx) => checkPage(tx, door.actor, params.round, today))), today };
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', handInReflection, {
			extra: { roundId: event.params.round },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/hoc-tap/${event.params.round}/bai-thu-hoach?da-nop`);
	},
};
