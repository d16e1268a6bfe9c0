import { shownAs } from '#lib/features/library/domain/shown-as.ts';
import { renditionForReading } from '#lib/features/library/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { fileResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { RequestHandler } from './$types.js';

export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const file = await look(door, (tx) => renditionForReading(tx, door.actor, params.renditionId));
	return fileResponse(door.files, { ...file, shownAs: shownAs(file.format) });
};
