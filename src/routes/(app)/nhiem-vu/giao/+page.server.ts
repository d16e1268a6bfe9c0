import { redirect } from '@sveltejs/kit';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { giveTask } from '#lib/features/programmes/commands.server.ts';
import { mayGive } from '#lib/features/programmes/policy.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit } = hereOf({ locals, cookies });
	if (!mayGive(door.actor, { unitId: unit.id, path: unit.path }).allowed) throw refused('refused_give_task');
	const people = await look(door, (tx) => peopleOfUnit(tx, unit.id, dayOf(door.clock())));
	return {
		people: people.map(({ personId, fullName, jobTitle }) => ({ personId, fullName, jobTitle })),
		unitName: unit.name,
		values: { supervisorId: door.actor.personId ?? '' },
	};
};

export const actions: Actions = {
	default: async (event) => {
		const unitId = presentUnit(doorOf(event).actor, event.cookies.get('don-vi')).id;
		const answer = await runForm(event, 'giao', giveTask, { lists: ['helperIds'], extra: { unitId } });
		if (!answer.ok) return answer.problem;
		redirect(303, `/nhiem-vu/${answer.result.taskId}`);
	},
};
