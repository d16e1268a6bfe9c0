import { recordLabel } from '#lib/features/reviews/collective.server.ts';
import { roundsPage } from '#lib/features/reviews/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return {
		...(await look(door, (tx) => roundsPage(tx, door.actor, unit.id, today))),
		unit: { id: unit.id, name: unit.name },
		year: Number(today.slice(0, 4)),
		today,
	};
};

export const actions: Actions = {
	'ghi-xep-loai-cu': act('ghi-xep-loai-cu', recordLabel),
};
