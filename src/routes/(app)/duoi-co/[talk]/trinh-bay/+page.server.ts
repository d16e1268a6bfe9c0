import { stagePage } from '#lib/features/talks/queries-writing.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	return { stage: await look(door, (tx) => stagePage(tx, door.actor, params.talk)) };
};
