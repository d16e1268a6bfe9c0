import { givenName, partOfDay } from '#lib/features/today/domain/greeting.ts';
import { todayOf } from '#lib/features/today/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const now = door.clock();
	const today = dayOf(now);
	const seen = await look(door, (tx) => todayOf(tx, door.actor, unit.id, today));
	return { ...seen, today, part: partOfDay(now), givenName: givenName(door.actor.name), unitName: unit.name };
};
