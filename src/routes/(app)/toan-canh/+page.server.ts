import { yearsUntil } from '#lib/features/oversight/domain/period.ts';
import { followedBy } from '#lib/features/oversight/following-units.server.ts';
import { followedUnits } from '#lib/features/oversight/notes.server.ts';
import { firstOverseen } from '#lib/features/oversight/policy.ts';
import { overviewOf } from '#lib/features/oversight/queries.server.ts';
import { reportsBelow } from '#lib/features/reports/public.server.ts';
import { lookAside } from '#lib/platform/command/look-aside.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { PageServerLoad } from './$types.js';
import { wantedFrom } from './wanted.server.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const unitId = firstOverseen(door.actor);
	if (!unitId) throw missing('failure_not_found');
	const wanted = wantedFrom(url, unitId, today);
	const { found, secondsBehind } = await lookAside(door, async (tx) => ({
		overview: await overviewOf(tx, door.actor, wanted),
		reports: await reportsBelow(tx, door.actor, { unitId, today }),
		followed: await followedUnits(tx, door.actor, await followedBy(tx, door.actor)),
	}));
	return { ...found, secondsBehind, years: yearsUntil(today), today, isLaterPage: wanted.after !== null };
};
