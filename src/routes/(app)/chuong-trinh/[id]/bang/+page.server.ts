import { beginTask } from '#lib/features/programmes/commands-order.server.ts';
import { boardOf } from '#lib/features/programmes/queries-views.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return look(door, async (tx) => {
		const { programme, columns } = await boardOf(tx, door.actor, { programmeId: params.id }, today);
		if (!programme) throw missing('failure_not_found');
		return { programme, columns, today };
	});
};

export const actions: Actions = {
	'bat-dau': act('bat-dau', beginTask),
};
