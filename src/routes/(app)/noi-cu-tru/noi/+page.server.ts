import { addPlace, bookPage } from '#lib/features/liaison/places.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	return {
		...(await look(door, (tx) => bookPage(tx, door.actor, unit.id))),
		unit: { id: unit.id, name: unit.name },
	};
};

export const actions: Actions = {
	them: async (event) => {
		const answer = await runForm(event, 'them', addPlace);
		return answer.ok ? { action: 'them' } : answer.problem;
	},
};
