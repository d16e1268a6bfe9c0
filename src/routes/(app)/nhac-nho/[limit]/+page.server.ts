import { redirect } from '@sveltejs/kit';
import {
	agreePlan,
	answerLimit,
	closeLimit,
	doStep,
	extendStep,
	planLimit,
	putInCharge,
	withdrawLimit,
} from '#lib/features/limits/commands.server.ts';
import { openLimit } from '#lib/features/limits/give.server.ts';
import { limitPage } from '#lib/features/limits/queries.server.ts';
import { type Command, look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { actionsWith, doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const read = () => look(door, (tx) => limitPage(tx, door.actor, { limitId: params.limit, today }));
	let page = await read();
	if (page.isOwn && !page.limit.openedAt) {
		await openLimit(door, { limitId: page.limit.id });
		page = await read();
	}
	// To whoever answers for the unit's people it is not told that there is one: the look bears no unit.
	await tellOfLook(door, {
		type: 'limit',
		id: page.limit.id,
		personId: page.limit.personId,
		unitId: null,
	});
	return { page, today, place: `nhac-nho ${door.actor.personId} ${page.limit.id}` };
};

const act = actionsWith(({ limit }) => ({ limitId: limit }));

/** It has ended: whoever ended it goes back to the list, in which it is no more. */
const end =
	<Input, Result>(name: string, command: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const answer = await runForm(event, name, command, { extra: { limitId: event.params.limit } });
		if (!answer.ok) return answer.problem;
		redirect(303, `/nhac-nho?da=${name}`);
	};

export const actions: Actions = {
	'tra-loi': async (event) => {
		const form = await event.request.formData();
		const input = readForm(form, ['files']);
		const files = form
			.getAll('files')
			.filter((entry): entry is File => typeof entry !== 'string' && entry.size > 0)
			.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }));
		try {
			const { answer, evidence } = input;
			await answerLimit(doorOf(event), {
				limitId: event.params.limit,
				answer,
				evidence,
				files: await Promise.all(files),
			});
		} catch (error) {
			return formProblem(error, 'tra-loi', input);
		}
		return { action: 'tra-loi' };
	},
	'ke-hoach': act('ke-hoach', planLimit),
	'da-lam': act('da-lam', doStep),
	'dong-y': act('dong-y', agreePlan),
	'gia-han': act('gia-han', extendStep),
	'theo-doi': act('theo-doi', putInCharge),
	'ket-luan': end('ket-luan', closeLimit),
	rut: end('rut', withdrawLimit),
};
