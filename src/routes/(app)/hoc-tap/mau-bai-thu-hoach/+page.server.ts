import { formPage } from '#lib/features/reflections/queries-review.server.ts';
import { setReflectionForm } from '#lib/features/reflections/review.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
	return {
		...(await look(door, (tx) => formPage(tx, door.actor, unit.id, today))),
		unit: { id: unit.id, name: unit.name },
		today,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', setReflectionForm, { lists: ['titles', 'hints'] });
		return answer.ok ? { action: 'default', isSaved: true as const } : answer.problem;
	},
};
