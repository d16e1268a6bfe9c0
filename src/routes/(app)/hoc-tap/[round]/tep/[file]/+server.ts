import { reflectionFile } from '#lib/features/reflections/queries-review.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { fileResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { shownInPage } from '#lib/shared/file-kind.ts';
import type { RequestHandler } from './$types.js';

/** A file of a reflection paper. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const file = await look(door, (tx) => reflectionFile(tx, door.actor, params.file));
	return fileResponse(door.files, {
		...file,
		shownAs: shownInPage.includes(file.mediaType) ? file.mediaType : null,
	});
};
