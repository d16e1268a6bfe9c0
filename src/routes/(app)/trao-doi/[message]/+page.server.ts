import { redirect } from '@sveltejs/kit';
import { answerMessage } from '#lib/features/exchange/answer.server.ts';
import { messagePageOf } from '#lib/features/exchange/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const page = await look(door, (tx) => messagePageOf(tx, door.actor, params.message));
	return {
		...page,
		made: url.searchParams.has('moi'),
		answered: page.steps.find(({ id }) => id === url.searchParams.get('tra-loi'))?.id ?? null,
	};
};

export const actions: Actions = {
	'tra-loi': async (event) => {
		const { message } = event.params;
		const input = readForm(await event.request.formData());
		let statusId: string;
		try {
			({ statusId } = await answerMessage(doorOf(event), { ...input, messageId: message }));
		} catch (error) {
			return formProblem(error, 'tra-loi', input);
		}
		redirect(303, `/trao-doi/${message}?tra-loi=${statusId}`);
	},
};
