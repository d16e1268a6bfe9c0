import { beginTask } from '#lib/features/programmes/commands-order.server.ts';
import { supervises } from '#lib/features/programmes/queries-supervise.server.ts';
import { boardOf } from '#lib/features/programmes/queries-views.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
	return look(door, async (tx) => ({
		columns: (await boardOf(tx, door.actor, { unit }, today)).columns,
		supervises: await supervises(tx, door.actor, unit),
		unitName: unit.name,
		today,
	}));
};

export const actions: Actions = {
	'bat-dau': async (event) => {
		const answer = await runForm(event, 'bat-dau', beginTask);
		return answer.ok ? { action: 'bat-dau' } : answer.problem;
	},
};
