import { latestFor } from '#lib/features/reading/queries-list.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { RequestHandler } from './$types.js';

/** As many documents as a phone keeps without complaint: some 40 kB each. */
const KEPT = 10;

/** Which documents the device should keep for when there is no network. */
export const GET: RequestHandler = async ({ locals }) => {
	const door = doorOf({ locals });
	return Response.json({ documents: await look(door, (tx) => latestFor(tx, door.actor, KEPT)) });
};
