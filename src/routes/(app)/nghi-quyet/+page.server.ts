import { resolutionsOf } from '#lib/features/resolutions/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit } = hereOf({ locals, cookies });
	return { unitName: unit.name, ...(await look(door, (tx) => resolutionsOf(tx, door.actor, unit))) };
};
