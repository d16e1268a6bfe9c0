import { redirect } from '@sveltejs/kit';
import { sendDocument } from '#lib/features/exchange/send.server.ts';
import { toSend } from '#lib/features/exchange/to-send.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const { files, ...found } = await look(door, (tx) => toSend(tx, door.actor, params.id));
	return {
		...found,
		files: files.map(({ id, fileName, bytes, isOriginal }) => ({ id, fileName, bytes, isOriginal })),
	};
};

export const actions: Actions = {
	default: async (event) => {
		const input = readForm(await event.request.formData(), ['organIds', 'renditionIds']);
		let messageId: string;
		try {
			({ messageId } = await sendDocument(doorOf(event), { ...input, documentId: event.params.id }));
		} catch (error) {
			return formProblem(error, 'xuat-goi', input);
		}
		redirect(303, `/trao-doi/${messageId}?moi`);
	},
};
