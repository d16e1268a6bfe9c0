import { rulePage } from '#lib/features/training/queries-rule.server.ts';
import { setTrainingRule } from '#lib/features/training/rule.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	return look(door, (tx) => rulePage(tx, door.actor, unit.id, dayOf(door.clock())));
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', setTrainingRule);
		return answer.ok ? { action: 'default' } : answer.problem;
	},
};
