import { askNoMore } from '#lib/features/reports/kinds.server.ts';
import { kindsPage } from '#lib/features/reports/queries-kinds.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return {
		page: await look(door, (tx) => kindsPage(tx, door.actor, { unitId: unit.id, today })),
		unit,
		today,
	};
};

export const actions: Actions = {
	thoi: async (event) => {
		const done = await runForm(event, 'thoi', askNoMore);
		return done.ok ? { action: 'thoi' } : done.problem;
	},
};
