import { mayOrder } from '#lib/features/inspections/policy.ts';
import { inspectionList } from '#lib/features/inspections/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	return {
		inspections: await look(door, (tx) => inspectionList(tx, door.actor)),
		mayOrder: mayOrder(door.actor, unit.id).allowed,
		unitName: unit.name,
	};
};
