import { redirect } from '@sveltejs/kit';
import {
	changeCollection,
	removeCollection,
	shareCollection,
} from '#lib/features/collections/commands.server.ts';
import {
	noteItem,
	placeItem,
	removeItem,
	restoreItem,
	stepItem,
} from '#lib/features/collections/items.server.ts';
import { collectionPageOf } from '#lib/features/collections/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act, doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const page = await look(door, (tx) => collectionPageOf(tx, door.actor, params.collection));
	return { ...page, removedItem: url.searchParams.get('da-bo') };
};

export const actions: Actions = {
	sua: async (event) => {
		const answer = await runForm(event, 'sua', changeCollection, {
			extra: { collectionId: event.params.collection },
		});
		return answer.ok ? { action: 'sua' } : answer.problem;
	},
	'chia-se': async (event) => {
		const answer = await runForm(event, 'chia-se', shareCollection, {
			extra: { collectionId: event.params.collection },
		});
		return answer.ok ? { action: 'chia-se' } : answer.problem;
	},
	xoa: async (event) => {
		const { collection } = event.params;
		const answer = await runForm(event, 'xoa', removeCollection, { extra: { collectionId: collection } });
		if (!answer.ok) return answer.problem;
		redirect(303, `/chuyen-de?da-xoa=${collection}`);
	},
	'ghi-chu': act('ghi-chu', noteItem),
	'thu-tu': act('thu-tu', stepItem),
	dat: act('dat', placeItem),
	bo: async (event) => {
		const input = readForm(await event.request.formData());
		try {
			await removeItem(doorOf(event), input);
		} catch (error) {
			return formProblem(error, 'bo', input);
		}
		redirect(303, `/chuyen-de/${event.params.collection}?da-bo=${String(input['itemId'])}`);
	},
	'hoan-tac': async (event) => {
		const answer = await runForm(event, 'hoan-tac', restoreItem);
		if (!answer.ok) return answer.problem;
		redirect(303, `/chuyen-de/${event.params.collection}`);
	},
};
