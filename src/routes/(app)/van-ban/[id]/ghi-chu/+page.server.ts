import { redirect } from '@sveltejs/kit';
import { changeNote, removeNote, restoreNote, writeNotes } from '#lib/features/notes/commands.server.ts';
import { notesPageOf } from '#lib/features/notes/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const anchor = url.searchParams.get('dieu-khoan') ?? undefined;
	const page = await look(door, (tx) => notesPageOf(tx, door.actor, { documentId: params.id, anchor }));
	return { ...page, removed: url.searchParams.get('da-xoa') };
};

export const actions: Actions = {
	viet: async (event) => {
		const input = readForm(await event.request.formData());
		try {
			await writeNotes(doorOf(event), {
				documentId: event.params.id,
				pieces: [{ clauseId: input['clauseId'] }],
				body: input['body'],
			});
		} catch (error) {
			return formProblem(error, 'viet', input);
		}
		redirect(303, `/van-ban/${event.params.id}/ghi-chu`);
	},
	sua: async (event) => {
		const answer = await runForm(event, 'sua', changeNote);
		if (!answer.ok) return answer.problem;
		redirect(303, `/van-ban/${event.params.id}/ghi-chu`);
	},
	xoa: async (event) => {
		const input = readForm(await event.request.formData());
		try {
			await removeNote(doorOf(event), input);
		} catch (error) {
			return formProblem(error, 'xoa', input);
		}
		redirect(303, `/van-ban/${event.params.id}/ghi-chu?da-xoa=${String(input['noteId'])}`);
	},
	'hoan-tac': async (event) => {
		const answer = await runForm(event, 'hoan-tac', restoreNote);
		if (!answer.ok) return answer.problem;
		redirect(303, `/van-ban/${event.params.id}/ghi-chu`);
	},
};
