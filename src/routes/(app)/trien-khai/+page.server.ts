import { receivedPage } from '#lib/features/cascade/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { pageNumber } from '#lib/shared/page-number.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return {
		list: await look(door, (tx) =>
			receivedPage(tx, door.actor, { unitId: unit.id, page: pageNumber(url), today }),
		),
		today,
		unitName: unit.name,
	};
};
