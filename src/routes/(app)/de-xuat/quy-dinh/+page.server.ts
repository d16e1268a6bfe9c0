import { rulePage } from '#lib/features/proposals/queries-lists.server.ts';
import { setProposalRule } from '#lib/features/proposals/release.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return {
		rule: await look(door, (tx) => rulePage(tx, door.actor, { unitId: unit.id, today })),
		unit: { id: unit.id, name: unit.name },
		today,
	};
};

export const actions: Actions = { default: act('default', setProposalRule) };
