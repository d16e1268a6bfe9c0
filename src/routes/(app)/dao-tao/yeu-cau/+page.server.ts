import { rulePage } from '#lib/features/training/queries-rule.server.ts';
import { setTrainingRule } from '#lib/features/training/rule.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit } = hereOf({ locals, cookies });
	return look(door, (tx) => rulePage(tx, door.actor, unit.id, dayOf(door.clock())));
};

export const actions: Actions = { default: act('default', setTrainingRule) };
