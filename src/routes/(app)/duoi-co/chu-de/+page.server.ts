import { addTheme, dropTheme } from '#lib/features/talks/plan.server.ts';
import { themesPage } from '#lib/features/talks/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
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
	them: async (event) => {
		const answer = await runForm(event, 'them', addTheme);
		return answer.ok ? { action: 'them' } : answer.problem;
	},
	bo: async (event) => {
		const answer = await runForm(event, 'bo', dropTheme);
		return answer.ok ? { action: 'bo' } : answer.problem;
	},
};
