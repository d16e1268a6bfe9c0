import { formPage } from '#lib/features/reflections/queries-form.server.ts';
import { setReflectionForm } from '#lib/features/reflections/review.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { setParts } from '#lib/platform/forms/parts-form.ts';
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

export const actions: Actions = { default: setParts(MOST_PARTS, setReflectionForm) };
