import { loadsOf } from '#lib/features/programmes/queries-views.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return look(door, async (tx) => {
		const { programme, people } = await loadsOf(
			tx,
			door.actor,
			{ programmeId: params.id },
			dayOf(door.clock()),
		);
		if (!programme) throw missing('failure_not_found');
		return { programme, people };
	});
};
