import { mayOrder } from '#lib/features/inspections/policy.ts';
import { inspectionList } from '#lib/features/inspections/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit } = hereOf({ locals, cookies });
	return {
		inspections: await look(door, (tx) => inspectionList(tx, door.actor)),
		mayOrder: mayOrder(door.actor, unit.id).allowed,
		unitName: unit.name,
	};
};
