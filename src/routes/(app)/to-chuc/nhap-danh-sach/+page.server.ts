import { redirect } from '@sveltejs/kit';
import { uploadRoster } from '#lib/features/roster/commands.server.ts';
import { rostersPage } from '#lib/features/roster/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { standings } from '#lib/shared/actor.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, url }) => {
	const door = doorOf({ locals });
	return {
		...(await look(door, (tx) => rostersPage(tx, door.actor))),
		chosen: url.searchParams.get('don-vi') ?? '',
		standings,
		today: dayOf(door.clock()),
	};
};

/** A list of twenty thousand people is some two megabytes. */
const MOST_BYTES = 12 * 1024 * 1024;

export const actions: Actions = {
	'doc-tep': async (event) => {
		const form = await event.request.formData();
		const file = form.get('list');
		const input = readForm(form);
		try {
			const bytes =
				file instanceof File && file.size <= MOST_BYTES
					? new Uint8Array(await file.arrayBuffer())
					: new Uint8Array();
			const { rosterId } = await uploadRoster(doorOf(event), {
				...input,
				list: undefined,
				bytes,
				fileName: file instanceof File ? file.name : '',
			});
			redirect(303, `/to-chuc/nhap-danh-sach/${rosterId}`);
		} catch (error) {
			return formProblem(error, 'doc-tep', input);
		}
	},
};
