import { redirect } from '@sveltejs/kit';
import { reportsPage } from '#lib/features/reports/queries.server.ts';
import { openReport } from '#lib/features/reports/write.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
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
