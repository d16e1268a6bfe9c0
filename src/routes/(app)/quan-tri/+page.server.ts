import { accountsBelow } from '#lib/features/identity/queries.server.ts';
import { unitsBelow } from '#lib/features/organisation/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import type { PageServerLoad } from './$types.js';

const MOST = 100;

export const load: PageServerLoad = async ({ locals }) => {
	const door = doorOf({ locals });
	const { actor } = door;
	const paths = actor.roles.filter(({ role }) => role === 'administrator').map(({ path }) => path);
	if (paths.length === 0) throw refused('refused_assign_roles');
	const today = dayOf(door.clock());
	return look(door, async (tx) => ({
		tenantName: actor.tenantName,
		units: (await unitsBelow(tx, paths, today)).length,
		...(await accountsBelow(tx, actor.tenantId, paths, today, MOST)),
	}));
};
