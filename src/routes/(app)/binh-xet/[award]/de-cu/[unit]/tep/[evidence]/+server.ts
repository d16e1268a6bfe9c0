import { nominationFile } from '#lib/features/nominations/queries-nomination.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { fileResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { shownInPage } from '#lib/shared/file-kind.ts';
import type { RequestHandler } from './$types.js';

export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const wanted = { awardId: params.award, unitId: params.unit, evidenceId: params.evidence };
	const file = await look(door, (tx) => nominationFile(tx, door.actor, wanted));
	return fileResponse(door.files, {
		...file,
		shownAs: shownInPage.includes(file.mediaType) ? file.mediaType : null,
	});
};
