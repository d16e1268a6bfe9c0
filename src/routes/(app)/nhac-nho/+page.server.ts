import { mayListUnit } from '#lib/features/limits/policy.ts';
import { handledLimits, ownLimits } from '#lib/features/limits/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const heads = mayListUnit(door.actor, unit.id).allowed;
	return look(door, async (tx) => ({
		own: await ownLimits(tx, door.actor),
		handled: await handledLimits(tx, door.actor, unit.id, today),
		heads,
		ended: url.searchParams.get('da') ?? '',
		today,
		unitName: unit.name,
	}));
};
