import { redirect } from '@sveltejs/kit';
import { changeProgramme } from '#lib/features/programmes/commands.server.ts';
import { programmePageOf } from '#lib/features/programmes/queries.server.ts';
import { documentsToCarryOut } from '#lib/features/programmes/queries-forms.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { unitsOf } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return look(door, async (tx) => {
		const { programme, powers } = await programmePageOf(tx, door.actor, params.id, dayOf(door.clock()));
		const unit = unitsOf(door.actor).find(({ id }) => id === programme.unitId);
		if (!powers.change || !unit) throw refused('refused_change_issued');
		return {
			programme: { id: programme.id, title: programme.title },
			documents: await documentsToCarryOut(tx, door.actor, unit),
			values: {
				title: programme.title,
				documentIds: programme.documents.map(({ id }) => id),
				startsOn: programme.startsOn,
				endsOn: programme.endsOn,
			},
		};
	});
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'sua', changeProgramme, {
			lists: ['documentIds'],
			extra: { programmeId: event.params.id },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/chuong-trinh/${event.params.id}`);
	},
};
