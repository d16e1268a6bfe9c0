import { redirect } from '@sveltejs/kit';
import { openAward } from '#lib/features/nominations/open.server.ts';
import { rulesPage } from '#lib/features/nominations/rule.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const { rules, isShipped } = await look(door, (tx) =>
		rulesPage(tx, door.actor, { unitId: unit.id, today }),
	);
	return {
		rules,
		isShipped,
		unit: { id: unit.id, name: unit.name },
		start: { year: today.slice(0, 4), nominateBy: addDays(today, 20), decideBy: addDays(today, 40) },
		place: `binh-xet ${door.actor.personId} ${unit.id}`,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', openAward, { lists: ['kinds'] });
		if (!answer.ok) return answer.problem;
		redirect(303, `/binh-xet/${answer.result.awardId}`);
	},
};
