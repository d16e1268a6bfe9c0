import { redirect } from '@sveltejs/kit';
import { reportsPage } from '#lib/features/reports/queries.server.ts';
import { openReport } from '#lib/features/reports/write.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return {
		page: await look(door, (tx) => reportsPage(tx, door.actor, { unitId: unit.id, today })),
		unit,
		today,
	};
};

export const actions: Actions = {
	lap: async (event) => {
		const done = await runForm(event, 'lap', openReport);
		if (!done.ok) return done.problem;
		redirect(303, `/bao-cao/${done.result.periodicReportId}`);
	},
};
