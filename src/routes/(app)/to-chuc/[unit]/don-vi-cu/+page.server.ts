import { formerPage } from '#lib/features/reorganisation/queries-former.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return look(door, (tx) => formerPage(tx, door.actor, params.unit));
};
