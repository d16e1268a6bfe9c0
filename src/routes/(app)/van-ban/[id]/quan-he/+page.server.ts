import {
	addRelation,
	correctEffect,
	decideRelation,
	removeRelation,
} from '#lib/features/relations/commands.server.ts';
import { relationsPageOf } from '#lib/features/relations/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act, doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return look(door, (tx) => relationsPageOf(tx, door.actor, params.id, dayOf(door.clock())));
};

export const actions: Actions = {
	quyet: act('quyet', decideRelation),
	them: async (event) => {
		const answer = await runForm(event, 'them', addRelation, { extra: { documentId: event.params.id } });
		return answer.ok ? { action: 'them' } : answer.problem;
	},
	bo: act('bo', removeRelation),
	'hieu-luc': async (event) => {
		const answer = await runForm(event, 'hieu-luc', correctEffect, {
			extra: { documentId: event.params.id },
		});
		return answer.ok ? { action: 'hieu-luc' } : answer.problem;
	},
};
