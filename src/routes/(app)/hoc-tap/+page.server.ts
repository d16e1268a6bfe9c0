import { roundList } from '#lib/features/study/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const page = Math.min(10_000, Math.max(1, Math.trunc(Number(url.searchParams.get('trang'))) || 1));
	const now = door.clock();
	return {
		...(await look(door, (tx) => roundList(tx, door.actor, { unitId: unit.id, page, now }))),
		page,
		today: dayOf(now),
		unitName: unit.name,
	};
};
