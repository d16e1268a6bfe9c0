import { campaignList } from '#lib/features/commitments/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit } = hereOf({ locals, cookies });
	return {
		...(await look(door, (tx) => campaignList(tx, door.actor, unit.id))),
		today: dayOf(door.clock()),
		unitName: unit.name,
	};
};
