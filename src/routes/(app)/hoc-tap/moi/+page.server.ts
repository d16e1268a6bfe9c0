import { redirect } from '@sveltejs/kit';
import { documentsFor } from '#lib/features/reading/queries-list.server.ts';
import { beginRound } from '#lib/features/study/commands.server.ts';
import { mayOrganise } from '#lib/features/study/policy.ts';
import { look } from '#lib/platform/command/command.ts';
import { runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { refused } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const may = mayOrganise(door.actor, unit.id);
	if (!may.allowed) throw refused(may.key);
	const { documents } = await look(door, (tx) =>
		documentsFor(tx, door.actor, { unitId: unit.id, filter: 'all', page: 1 }),
	);
	return {
		unit: { id: unit.id, name: unit.name },
		documents: documents.map(({ id, typeName, number, title }) => ({
			id,
			name: documentName({ typeName, number }),
			title,
		})),
		chosen: url.searchParams.getAll('van-ban'),
		startsOn: today,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'default', beginRound, { lists: ['documentIds'] });
		if (!answer.ok) return answer.problem;
		redirect(303, `/hoc-tap/${answer.result.roundId}`);
	},
};
