import { gatheredPage } from '#lib/features/reports/queries-below.server.ts';
import { citeReport } from '#lib/features/reports/write.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { gatheredFrom } from '../wanted.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const wanted = { unitId: unit.id, ...gatheredFrom(url), today: dayOf(door.clock()) };
	return { page: await look(door, (tx) => gatheredPage(tx, door.actor, wanted)), unit };
};

export const actions: Actions = {
	trich: async (event) => {
		const done = await runForm(event, 'trich', citeReport);
		return done.ok ? { action: 'trich' } : done.problem;
	},
};
