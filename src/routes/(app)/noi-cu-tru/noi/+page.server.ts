import { addPlace, bookPage } from '#lib/features/liaison/places.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit } = hereOf({ locals, cookies });
	return {
		...(await look(door, (tx) => bookPage(tx, door.actor, unit.id))),
		unit: { id: unit.id, name: unit.name },
	};
};

export const actions: Actions = {
	them: act('them', addPlace),
};
