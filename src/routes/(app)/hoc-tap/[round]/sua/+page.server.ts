import { redirect } from '@sveltejs/kit';
import { documentsFor } from '#lib/features/reading/queries-list.server.ts';
import { changeRound } from '#lib/features/study/commands.server.ts';
import { roundToChange } from '#lib/features/study/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { documentName } from '#lib/shared/document-name.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return look(door, async (tx) => {
		const page = await roundToChange(tx, door.actor, params.round);
		const { documents } = await documentsFor(tx, door.actor, {
			unitId: page.round.unitId,
			filter: 'all',
			page: 1,
		});
		const listed = documents.map(({ id, typeName, number, title }) => ({
			id,
			name: documentName({ typeName, number }),
			title,
		}));
		const known = new Set(listed.map(({ id }) => id));
		return {
			round: page.round,
			documents: [...page.documents.filter(({ id }) => !known.has(id)), ...listed].map(
				({ id, name, title }) => ({ id, name, title }),
			),
			chosenClauses: page.documents.flatMap(({ sections }) => sections.map(({ id }) => id)),
			sections: page.sections,
		};
	});
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', changeRound, {
			lists: ['documentIds', 'clauseIds'],
			extra: { roundId: event.params.round },
		});
		if (!answer.ok) return answer.problem;
		redirect(303, `/hoc-tap/${event.params.round}`);
	},
};
