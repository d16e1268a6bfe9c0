import { addTheme, dropTheme } from '#lib/features/talks/plan.server.ts';
import { themesPage } from '#lib/features/talks/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const present = Number(dayOf(door.clock()).slice(0, 4));
	const asked = Number(url.searchParams.get('nam'));
	const year = Number.isInteger(asked) && asked >= 2000 && asked <= present + 5 ? asked : present;
	return {
		...(await look(door, (tx) => themesPage(tx, door.actor, { unitId: unit.id, year }))),
		year,
		unit: { id: unit.id, name: unit.name },
	};
};

export const actions: Actions = {
	them: act('them', addTheme),
	bo: act('bo', dropTheme),
};
