import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { mayGive } from '#lib/features/programmes/policy.ts';
import { programmesOf } from '#lib/features/programmes/queries.server.ts';
import { TASKS_A_PAGE, type TaskView, tasksFor } from '#lib/features/programmes/queries-lists.server.ts';
import { supervises } from '#lib/features/programmes/queries-supervise.server.ts';
import { filterOf } from '#lib/features/programmes/ui/task-filter.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { PageServerLoad } from './$types.js';

/** Of one's own tasks two filters are views of their own; of the unit's all of them narrow the same view. */
const viewOf = (query: URLSearchParams): TaskView => {
	const filter = query.get('loc');
	if (query.get('cua') === 'don-vi')
		return filter === 'qua-han' ? 'unit_late' : filter === 'cho-duyet' ? 'unit_to_decide' : 'unit';
	return filter === 'qua-han' ? 'late' : filter === 'cho-duyet' ? 'to_decide' : 'mine';
};

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const { filter, page } = filterOf(url.searchParams);
	return look(door, async (tx) => {
		const listed = await tasksFor(tx, door.actor, {
			view: viewOf(url.searchParams),
			unit,
			today,
			page,
			// One's own views have their condition in them.
			filter: viewOf(url.searchParams).match(/^(late|to_decide)$/)
				? { ...filter, condition: undefined }
				: filter,
		});
		const ofUnit = listed.view.startsWith('unit');
		return {
			...listed,
			filter,
			page,
			size: TASKS_A_PAGE,
			today,
			unitName: unit.name,
			supervises: await supervises(tx, door.actor, unit),
			mayGive: mayGive(door.actor, { unitId: unit.id, path: unit.path }).allowed,
			people: ofUnit
				? (await peopleOfUnit(tx, unit.id, today)).map(({ personId, fullName }) => ({
						value: personId,
						label: fullName,
					}))
				: [],
			programmes: ofUnit
				? (await programmesOf(tx, door.actor, unit, today)).programmes
						.filter(({ state }) => state !== 'draft')
						.map(({ id, title }) => ({ value: id, label: title }))
				: [],
		};
	});
};
