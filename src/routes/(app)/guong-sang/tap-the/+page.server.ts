import { advancedPage } from '#lib/features/recognition/advanced.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
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
