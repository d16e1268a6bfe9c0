import { beginTask } from '#lib/features/programmes/commands-order.server.ts';
import { supervises } from '#lib/features/programmes/queries-supervise.server.ts';
import { boardOf } from '#lib/features/programmes/queries-views.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return look(door, async (tx) => ({
		columns: (await boardOf(tx, door.actor, { unit }, today)).columns,
		supervises: await supervises(tx, door.actor, unit),
		unitName: unit.name,
		today,
	}));
};

export const actions: Actions = {
	'bat-dau': act('bat-dau', beginTask),
};
