import { redirect } from '@sveltejs/kit';
import { addItems } from '#lib/features/collections/items.server.ts';
import { collectionsToFill, toAdd } from '#lib/features/collections/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, url }) => {
	const door = doorOf({ locals });
	const documentIds = url.searchParams.getAll('documentId');
	// Nothing was selected: back to where one selects.
	if (documentIds.length === 0) redirect(303, '/van-ban?chon=nhieu');
	const anchor = url.searchParams.get('dieu-khoan') ?? undefined;
	return look(door, async (tx) => ({
		...(await toAdd(tx, door.actor, { documentIds, anchor })),
		collections: await collectionsToFill(tx, door.actor),
	}));
};

export const actions: Actions = {
	default: async (event) => {
		const unitId = presentUnit(doorOf(event).actor, event.cookies.get('don-vi')).id;
		const answer = await runForm(event, 'them', addItems, { lists: ['documentIds'], extra: { unitId } });
		if (!answer.ok) return answer.problem;
		redirect(303, `/chuyen-de/${answer.result.collectionId}`);
	},
};
