import { supervises } from '#lib/features/programmes/queries-supervise.server.ts';
import { BARS_A_PAGE, timelineOf } from '#lib/features/programmes/queries-views.server.ts';
import { filterOf } from '#lib/features/programmes/ui/task-filter.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const { page } = filterOf(url.searchParams);
	return look(door, async (tx) => {
		const { tasks, total } = await timelineOf(tx, door.actor, { unit }, today, page);
		return {
			tasks,
			total,
			supervises: await supervises(tx, door.actor, unit),
			unitName: unit.name,
			today,
			page,
			size: BARS_A_PAGE,
		};
	});
};
