import { closeProgramme, issueProgramme } from '#lib/features/programmes/commands.server.ts';
import { programmePageOf } from '#lib/features/programmes/queries.server.ts';
import { TASKS_A_PAGE } from '#lib/features/programmes/queries-lists.server.ts';
import { filterOf } from '#lib/features/programmes/ui/task-filter.ts';
import { statusOf } from '#lib/features/relations/queries-status.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const { filter, page } = filterOf(url.searchParams);
	return look(door, async (tx) => {
		const found = await programmePageOf(tx, door.actor, params.id, today, filter, page);
		const ids = found.programme.documents.map(({ id }) => id);
		const statuses = await statusOf(tx, door.actor, ids, today);
		return { ...found, statuses, today, filter, page, size: TASKS_A_PAGE };
	});
};

const act = actionsWith(({ id }) => ({ programmeId: id }));

export const actions: Actions = {
	'ban-hanh': act('ban-hanh', issueProgramme),
	'ket-thuc': act('ket-thuc', closeProgramme),
};
