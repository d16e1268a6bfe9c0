import { issueProgramme } from '#lib/features/programmes/commands.server.ts';
import { programmePageOf } from '#lib/features/programmes/queries.server.ts';
import { statusOf } from '#lib/features/relations/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return look(door, async (tx) => {
		const page = await programmePageOf(tx, door.actor, params.id, today);
		const ids = page.programme.documents.map(({ id }) => id);
		return { ...page, statuses: await statusOf(tx, door.actor, ids, today), today };
	});
};

export const actions: Actions = {
	'ban-hanh': async (event) => {
		const answer = await runForm(event, 'ban-hanh', issueProgramme, {
			extra: { programmeId: event.params.id },
		});
		return answer.ok ? { action: 'ban-hanh' } : answer.problem;
	},
};
