import { behindPage } from '#lib/features/reports/behind.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return {
		page: await look(door, (tx) =>
			behindPage(tx, door.actor, { reportId: params.report, key: params.figure }),
		),
	};
};
