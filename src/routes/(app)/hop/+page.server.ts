import { meetingsOfYear } from '#lib/features/meetings/calendar.server.ts';
import { bookOfMinutes } from '#lib/features/meetings/minutes-queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const asked = Number(url.searchParams.get('nam'));
	const year = Number.isInteger(asked) && asked >= 2000 && asked <= 2100 ? asked : Number(today.slice(0, 4));
	return look(door, async (tx) => ({
		...(await meetingsOfYear(tx, door.actor, unit, year, today)),
		book: await bookOfMinutes(tx, door.actor, unit.id, year),
		unitName: unit.name,
		year,
		today,
	}));
};
