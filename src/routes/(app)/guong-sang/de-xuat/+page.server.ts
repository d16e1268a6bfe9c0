import { redirect } from '@sveltejs/kit';
import { propose } from '#lib/features/recognition/propose.server.ts';
import { proposeChoices } from '#lib/features/recognition/queries-forms.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Actions, PageServerLoad } from './$types.js';

const MOST_FILES = 10;

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const asked = (name: string): string | null => {
		const value = url.searchParams.get(name);
		return value && uuidPattern.test(value) ? value : null;
	};
	return look(door, async (tx) => ({
		...(await proposeChoices(tx, door.actor, {
			unitId: unit.id,
			documentId: asked('van-ban'),
			today: dayOf(door.clock()),
		})),
		unit: { id: unit.id, name: unit.name },
		place: `guong-sang ${door.actor.personId} ${unit.id}`,
		start: {
			personId: asked('nguoi') ?? '',
			taskId: asked('nhiem-vu') ?? '',
			clauseId: asked('muc') ?? '',
			campaignId: asked('phong-trao') ?? '',
		},
	}));
};

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const input = readForm(form, ['memberIds', 'taskIds', 'paperIds']);
		let recognitionId: string;
		try {
			const files = form
				.getAll('files')
				.filter((entry): entry is File => entry instanceof File && entry.name !== '')
				.slice(0, MOST_FILES + 1)
				.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }));
			({ recognitionId } = await propose(doorOf(event), { ...input, files: await Promise.all(files) }));
		} catch (error) {
			return formProblem(error, 'default', input);
		}
		redirect(303, `/guong-sang/${recognitionId}`);
	},
};
