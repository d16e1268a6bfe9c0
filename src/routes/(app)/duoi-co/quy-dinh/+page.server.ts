import { setTalkRule } from '#lib/features/talks/plan.server.ts';
import { talkRulePage } from '#lib/features/talks/queries-rota.server.ts';
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
		...(await look(door, (tx) => talkRulePage(tx, door.actor, { unitId: unit.id, today }))),
		today,
		unit: { id: unit.id, name: unit.name },
	};
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', setTalkRule, { lists: ['chosenIds'] });
		return answer.ok ? { action: 'default' } : answer.problem;
	},
};
