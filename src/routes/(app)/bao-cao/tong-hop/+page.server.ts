import { matrixPage } from '#lib/features/reports/queries-below.server.ts';
import { urgeReports } from '#lib/features/reports/urge.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return {
		page: await look(door, (tx) =>
			matrixPage(tx, door.actor, {
				unitId: unit.id,
				kindKey: url.searchParams.get('loai'),
				onlyLate: url.searchParams.get('cham') === '1',
				page: Math.max(1, Number(url.searchParams.get('trang')) || 1),
				today,
			}),
		),
		unit,
		today,
	};
};

export const actions: Actions = {
	'don-doc': async (event) => {
		const done = await runForm(event, 'don-doc', urgeReports);
		return done.ok ? { action: 'don-doc', urged: done.result.urged } : done.problem;
	},
};
