import { mayWrite } from '#lib/features/models/policy.ts';
import { modelList } from '#lib/features/models/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	return {
		models: await look(door, (tx) => modelList(tx, door.actor)),
		mayWrite: mayWrite(door.actor, unit.id).allowed,
	};
};
