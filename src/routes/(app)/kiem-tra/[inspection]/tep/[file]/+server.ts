import { inspectionFile } from '#lib/features/inspections/files.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { fileResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { shownInPage } from '#lib/shared/file-kind.ts';
import type { RequestHandler } from './$types.js';

export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const wanted = { inspectionId: params.inspection, fileId: params.file };
	const file = await look(door, (tx) => inspectionFile(tx, door.actor, wanted));
	return fileResponse(door.files, {
		...file,
		shownAs: shownInPage.includes(file.mediaType) ? file.mediaType : null,
	});
};
