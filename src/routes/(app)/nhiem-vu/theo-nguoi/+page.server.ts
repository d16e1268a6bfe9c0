import { supervises } from '#lib/features/programmes/queries-supervise.server.ts';
import { loadsOf } from '#lib/features/programmes/queries-views.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit } = hereOf({ locals, cookies });
	return look(door, async (tx) => ({
		people: (await loadsOf(tx, door.actor, { unit }, dayOf(door.clock()))).people,
		supervises: await supervises(tx, door.actor, unit),
		unitName: unit.name,
	}));
};
