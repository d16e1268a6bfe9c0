import {
	cancelActivity,
	planActivity,
	recordActivity,
} from '#lib/features/mass-organisations/activities.server.ts';
import { jointPage } from '#lib/features/mass-organisations/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

const MOST_FILES = 10;

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return {
		page: await look(door, (tx) => jointPage(tx, door.actor, params.joint, today)),
		today,
		place: `phoi-hop ${door.actor.personId} ${params.joint}`,
	};
};

const act = actionsWith(({ joint }) => ({ jointId: joint }));

export const actions: Actions = {
	'len-lich': act('len-lich', planActivity),
	huy: act('huy', cancelActivity),
	'ket-qua': async (event) => {
		const form = await event.request.formData();
		const input = readForm(form, ['participantIds']);
		try {
			const files = form
				.getAll('files')
				.filter((entry): entry is File => entry instanceof File && entry.name !== '')
				.slice(0, MOST_FILES + 1)
				.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }));
			await recordActivity(doorOf(event), { ...input, files: await Promise.all(files) });
		} catch (error) {
			return formProblem(error, 'ket-qua', input);
		}
		return { action: 'ket-qua' };
	},
};
