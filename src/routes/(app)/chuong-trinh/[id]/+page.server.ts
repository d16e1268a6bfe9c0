import { closeProgramme, issueProgramme } from '#lib/features/programmes/commands.server.ts';
import { programmePageOf } from '#lib/features/programmes/queries.server.ts';
import { TASKS_A_PAGE } from '#lib/features/programmes/queries-lists.server.ts';
import { filterOf } from '#lib/features/programmes/ui/task-filter.ts';
import { statusOf } from '#lib/features/relations/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
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

export const actions: Actions = {
	'ban-hanh': async (event) => {
		const answer = await runForm(event, 'ban-hanh', issueProgramme, {
			extra: { programmeId: event.params.id },
		});
		return answer.ok ? { action: 'ban-hanh' } : answer.problem;
	},
	'ket-thuc': async (event) => {
		const answer = await runForm(event, 'ket-thuc', closeProgramme, {
			extra: { programmeId: event.params.id },
		});
		return answer.ok ? { action: 'ket-thuc' } : answer.problem;
	},
};
