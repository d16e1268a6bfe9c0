import { endLeave, enterLeave } from '#lib/features/talks/leave.server.ts';
import { leavePage } from '#lib/features/talks/queries-rota.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return {
		...(await look(door, (tx) => leavePage(tx, door.actor, { unitId: unit.id, today }))),
		personId: door.actor.personId ?? '',
		today,
		unit: { id: unit.id, name: unit.name },
	};
};

export const actions: Actions = {
	bao: act('bao', enterLeave),
	bo: act('bo', endLeave),
};
