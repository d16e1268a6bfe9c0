import { recordLabel } from '#lib/features/reviews/collective.server.ts';
import { roundsPage } from '#lib/features/reviews/queries.server.ts';
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
		...(await look(door, (tx) => roundsPage(tx, door.actor, unit.id, today))),
		unit: { id: unit.id, name: unit.name },
		year: Number(today.slice(0, 4)),
		today,
	};
};

export const actions: Actions = {
	'ghi-xep-loai-cu': async (event) => {
		const answer = await runForm(event, 'ghi-xep-loai-cu', recordLabel);
		return answer.ok ? { action: 'ghi-xep-loai-cu' } : answer.problem;
	},
};
