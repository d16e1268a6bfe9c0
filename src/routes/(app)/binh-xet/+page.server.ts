import { mayArrange } from '#lib/features/nominations/policy.ts';
import { awardList } from '#lib/features/nominations/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { pageNumber } from '#lib/shared/page-number.ts';
import type { PageServerLoad } from './$types.js';

const A_PAGE = 50;

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const page = pageNumber(url);
	const wanted = { unitId: unit.id, limit: A_PAGE, offset: (page - 1) * A_PAGE };
	return {
		...(await look(door, (tx) => awardList(tx, door.actor, wanted))),
		mayArrange: mayArrange(door.actor, unit.id).allowed,
		unitName: unit.name,
		today: dayOf(door.clock()),
		page,
		size: A_PAGE,
	};
};
