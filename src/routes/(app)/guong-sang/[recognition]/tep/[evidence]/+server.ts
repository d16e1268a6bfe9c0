import { evidenceFile } from '#lib/features/recognition/evidence.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { fileResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { shownInPage } from '#lib/shared/file-kind.ts';
import type { RequestHandler } from './$types.js';

export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const file = await look(door, (tx) =>
		evidenceFile(tx, door.actor, { recognitionId: params.recognition, evidenceId: params.evidence }),
	);
	return fileResponse(door.files, {
		...file,
		shownAs: shownInPage.includes(file.mediaType) ? file.mediaType : null,
	});
};
