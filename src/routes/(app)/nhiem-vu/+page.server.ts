import { TASKS_A_PAGE, type TaskView, tasksFor } from '#lib/features/programmes/queries-lists.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

const viewOf = (query: URLSearchParams): TaskView => {
	const filter = query.get('loc');
	if (query.get('cua') === 'don-vi')
		return filter === 'qua-han' ? 'unit_late' : filter === 'cho-duyet' ? 'unit_to_decide' : 'unit';
	return filter === 'qua-han' ? 'late' : filter === 'cho-duyet' ? 'to_decide' : 'mine';
};

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
	const view = viewOf(url.searchParams);
	const page = Math.min(10_000, Math.max(1, Math.trunc(Number(url.searchParams.get('trang'))) || 1));
	return {
		...(await look(door, (tx) => tasksFor(tx, door.actor, { view, unit, today, page }))),
		page,
		size: TASKS_A_PAGE,
		today,
		unitName: unit.name,
	};
};
