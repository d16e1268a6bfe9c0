import { programmesOf } from '#lib/features/programmes/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return { ...(await look(door, (tx) => programmesOf(tx, door.actor, unit, today))), unitName: unit.name };
};
