import { redirect } from '@sveltejs/kit';
import { createProgramme } from '#lib/features/programmes/commands.server.ts';
import { proposedTitle } from '#lib/features/programmes/domain/proposed-title.ts';
import { documentsToCarryOut } from '#lib/features/programmes/queries-forms.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const documents = await look(door, (tx) => documentsToCarryOut(tx, door.actor, unit));
	const chosen = documents.filter(({ id }) => url.searchParams.getAll('van-ban').includes(id));
	return {
		documents,
		values: {
			title: proposedTitle(chosen),
			documentIds: chosen.map(({ id }) => id),
			startsOn: today,
			endsOn: `${today.slice(0, 4)}-12-31`,
		},
	};
};

export const actions: Actions = {
	default: async (event) => {
		const unitId = presentUnit(doorOf(event).actor, event.cookies.get('don-vi')).id;
		const answer = await runForm(event, 'moi', createProgramme, {
			lists: ['documentIds'],
			extra: { unitId },
		});
		if (!answer.ok) return answer.problem;
		const clause = event.url.searchParams.get('dieu-khoan');
		const { programmeId } = answer.result;
		redirect(
			303,
			clause
				? `/chuong-trinh/${programmeId}/giao?dieu-khoan=${encodeURIComponent(clause)}`
				: `/chuong-trinh/${programmeId}`,
		);
	},
};
