import { type TaskView, tasksFor } from '#lib/features/programmes/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
	const filter = url.searchParams.get('loc');
	const view: TaskView =
		filter === 'cho-duyet'
			? 'to_decide'
			: filter === 'qua-han'
				? 'late'
				: url.searchParams.get('cua') === 'don-vi'
					? 'unit'
					: 'mine';
	return {
		...(await look(door, (tx) => tasksFor(tx, door.actor, { view, unit, today }))),
		view,
		today,
		unitName: unit.name,
	};
};
