import { rulePage, setTransferRule } from '#lib/features/transfers/rule.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return { rule: await look(door, (tx) => rulePage(tx, door.actor, today)), today };
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', setTransferRule, { lists: ['says'] });
		return answer.ok ? { action: 'default' } : answer.problem;
	},
};
