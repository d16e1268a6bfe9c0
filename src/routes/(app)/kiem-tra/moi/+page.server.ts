import { redirect } from '@sveltejs/kit';
import { openInspection } from '#lib/features/inspections/decide.server.ts';
import { decideChoices } from '#lib/features/inspections/queries-forms.server.ts';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const present = presentUnit(door.actor, cookies.get('don-vi'));
	const asked = url.searchParams.get('don-vi-duoc-kiem-tra') ?? '';
	return look(door, async (tx) => {
		const unit = await requireUnit(tx, present.id);
		const choices = await decideChoices(tx, door.actor, {
			unit,
			inspectedUnitId: uuidPattern.test(asked) ? asked : null,
			today: dayOf(door.clock()),
		});
		return {
			...choices,
			unit: { id: unit.id, name: unit.name },
			place: `kiem-tra ${door.actor.personId} ${unit.id}`,
		};
	});
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', openInspection, { lists: ['kinds', 'inspectorIds'] });
		if (!answer.ok) return answer.problem;
		redirect(303, `/kiem-tra/${answer.result.inspectionId}`);
	},
};
