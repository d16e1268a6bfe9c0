import { formPage } from '#lib/features/reflections/queries-form.server.ts';
import { setReflectionForm } from '#lib/features/reflections/review.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** So many parts can be named on the page; an empty one is none. */
const MOST_PARTS = 6;

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return {
		...(await look(door, (tx) => formPage(tx, door.actor, unit.id, today))),
		unit: { id: unit.id, name: unit.name },
		mostParts: MOST_PARTS,
		today,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const input = readForm(await event.request.formData());
		const list = (name: string): unknown[] =>
			Array.from({ length: MOST_PARTS }, (_, at) => input[`${name}_${at}`] ?? '');
		try {
			await setReflectionForm(doorOf(event), { ...input, titles: list('title'), hints: list('hint') });
		} catch (error) {
			return formProblem(error, 'default', input);
		}
		return { action: 'default', isSaved: true as const };
	},
};
