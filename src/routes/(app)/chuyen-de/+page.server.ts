import { redirect } from '@sveltejs/kit';
import { beginCollection, restoreCollection } from '#lib/features/collections/commands.server.ts';
import { collectionsOf } from '#lib/features/collections/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, url }) => {
	const door = doorOf({ locals });
	return {
		collections: await look(door, (tx) => collectionsOf(tx, door.actor)),
		removed: url.searchParams.get('da-xoa'),
	};
};

export const actions: Actions = {
	lap: async (event) => {
		const unitId = presentUnit(doorOf(event).actor, event.cookies.get('don-vi')).id;
		const answer = await runForm(event, 'lap', beginCollection, { extra: { unitId } });
		if (!answer.ok) return answer.problem;
		redirect(303, `/chuyen-de/${answer.result.collectionId}`);
	},
	'hoan-tac': async (event) => {
		const answer = await runForm(event, 'hoan-tac', restoreCollection);
		if (!answer.ok) return answer.problem;
		redirect(303, '/chuyen-de');
	},
};
