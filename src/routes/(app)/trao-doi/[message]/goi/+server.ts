import { packageOf } from '#lib/features/exchange/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { fileResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { RequestHandler } from './$types.js';

/** The package as it came or was made, byte for byte. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const file = await look(door, (tx) => packageOf(tx, door.actor, params.message));
	return fileResponse(door.files, { ...file, shownAs: null });
};
