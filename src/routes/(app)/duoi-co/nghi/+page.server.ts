import { endLeave, enterLeave } from '#lib/features/talks/leave.server.ts';
import { leavePage } from '#lib/features/talks/queries-rota.server.ts';
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
		...(await look(door, (tx) => leavePage(tx, door.actor, { unitId: unit.id, today }))),
		personId: door.actor.personId ?? '',
		today,
		unit: { id: unit.id, name: unit.name },
	};
};

export const actions: Actions = {
	bao: async (event) => {
		const answer = await runForm(event, 'bao', enterLeave);
		return answer.ok ? { action: 'bao' } : answer.problem;
	},
	bo: async (event) => {
		const answer = await runForm(event, 'bo', endLeave);
		return answer.ok ? { action: 'bo' } : answer.problem;
	},
};
