import { organisationsPage } from '#lib/features/mass-organisations/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return { organisations: await look(door, (tx) => organisationsPage(tx, door.actor, today)), today };
};
