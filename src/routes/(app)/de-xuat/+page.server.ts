import { ownProposals } from '#lib/features/proposals/queries-lists.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { pageNumber } from '#lib/shared/page-number.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const page = pageNumber(url);
	return {
		...(await look(door, (tx) => ownProposals(tx, door.actor, { unitId: unit.id, page, today }))),
		today,
		unitName: unit.name,
	};
};
