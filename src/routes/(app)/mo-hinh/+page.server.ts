import { mayWrite } from '#lib/features/models/policy.ts';
import { modelList } from '#lib/features/models/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit } = hereOf({ locals, cookies });
	return {
		models: await look(door, (tx) => modelList(tx, door.actor)),
		mayWrite: mayWrite(door.actor, unit.id).allowed,
	};
};
