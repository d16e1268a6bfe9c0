import { redirect } from '@sveltejs/kit';
import { correctDocument } from '#lib/features/library/commands.server.ts';
import { shippedTypes } from '#lib/features/library/domain/document-types.ts';
import { mayFile } from '#lib/features/library/policy.ts';
import { documentForReading } from '#lib/features/library/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { refused } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const document = await look(door, (tx) => documentForReading(tx, door.actor, params.id));
	const may = mayFile(door.actor, document.unitId);
	if (!may.allowed) throw refused(may.key);
	return { document, types: shippedTypes.map(({ name }) => name) };
};

export const actions: Actions = {
	default: async (event) => {
		const answer = await runForm(event, 'sua', correctDocument, { extra: { documentId: event.params.id } });
		if (!answer.ok) return answer.problem;
		redirect(303, `/van-ban/${event.params.id}`);
	},
};
