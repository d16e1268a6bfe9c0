import { checkFile } from '#lib/features/commitments/queries-check.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { fileResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { shownInPage } from '#lib/shared/file-kind.ts';
import type { RequestHandler } from './$types.js';

/** A file that shows what was done. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const file = await look(door, (tx) => checkFile(tx, door.actor, params.file));
	return fileResponse(door.files, {
		...file,
		shownAs: shownInPage.includes(file.mediaType) ? file.mediaType : null,
	});
};
