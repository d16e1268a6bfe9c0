import { setLimitRule } from '#lib/features/limits/commands.server.ts';
import { rulePage } from '#lib/features/limits/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
	return {
		rule: await look(door, (tx) => rulePage(tx, door.actor, { unitId: unit.id, today })),
		unit: { id: unit.id, name: unit.name },
		today,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', setLimitRule);
		return answer.ok ? { action: 'default' } : answer.problem;
	},
};
