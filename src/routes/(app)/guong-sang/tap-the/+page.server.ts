import { advancedPage } from '#lib/features/recognition/advanced.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const present = Number(today.slice(0, 4));
	const asked = Number(url.searchParams.get('nam'));
	const year = Number.isInteger(asked) && asked >= 2000 && asked <= present ? asked : present;
	return {
		...(await look(door, (tx) => advancedPage(tx, door.actor, { unitId: unit.id, year, today }))),
		present,
		today,
		unitName: unit.name,
	};
};
