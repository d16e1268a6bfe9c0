import { BARS_A_PAGE, timelineOf } from '#lib/features/programmes/queries-views.server.ts';
import { filterOf } from '#lib/features/programmes/ui/task-filter.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const { page } = filterOf(url.searchParams);
	return look(door, async (tx) => {
		const found = await timelineOf(tx, door.actor, { programmeId: params.id }, today, page);
		if (!found.programme) throw missing('failure_not_found');
		return { ...found, programme: found.programme, today, page, size: BARS_A_PAGE };
	});
};
