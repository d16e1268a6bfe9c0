import { redirect } from '@sveltejs/kit';
import { beginTemplate, placeUnits } from '#lib/features/reorganisation/commands-template.server.ts';
import { templatePlaces, templateStart } from '#lib/features/reorganisation/queries-template.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Actions, PageServerLoad } from './$types.js';

const template = '2025';

export const load: PageServerLoad = async ({ locals, url }) => {
	const door = doorOf({ locals });
	const id = url.searchParams.get('ban');
	const home = url.searchParams.get('don-vi');
	return look(door, async (tx) => ({
		start: id
			? null
			: await templateStart(tx, door.actor, {
					code: template,
					unitId: home && uuidPattern.test(home) ? home : null,
				}),
		places: id ? await templatePlaces(tx, door.actor, id) : null,
	}));
};

/** Fields whose names begin so, as "id:value": each unit has a choice of its own. */
const choices = (form: FormData, prefix: string): string[] =>
	[...form.entries()].flatMap(([name, value]) =>
		name.startsWith(prefix) && typeof value === 'string' && value
			? [`${name.slice(prefix.length)}:${value}`]
			: [],
	);

export const actions: Actions = {
	lap: async (event) => {
		const answer = await runForm(event, 'lap', beginTemplate, { lists: ['endedIds'], extra: { template } });
		if (!answer.ok) return answer.problem;
		redirect(303, `/to-chuc/sap-xep/2025?ban=${answer.result.reorganisationId}`);
	},
	xep: async (event) => {
		const form = await event.request.formData();
		const reorganisationId = event.url.searchParams.get('ban') ?? '';
		try {
			await placeUnits(doorOf(event), {
				reorganisationId,
				places: choices(form, 'noi-'),
				successors: choices(form, 'nhan-'),
			});
		} catch (error) {
			return formProblem(error, 'xep', readForm(form));
		}
		redirect(303, `/to-chuc/sap-xep/${reorganisationId}`);
	},
};
