import { limitFile } from '#lib/features/limits/files.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { fileResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { shownInPage } from '#lib/shared/file-kind.ts';
import type { RequestHandler } from './$types.js';

export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const wanted = { limitId: params.limit, fileId: params.file, today: dayOf(door.clock()) };
	const { personId, ...file } = await look(door, (tx) => limitFile(tx, door.actor, wanted));
	await tellOfLook(door, { type: 'limit', id: params.limit, personId, unitId: null });
	return fileResponse(door.files, {
		...file,
		shownAs: shownInPage.includes(file.mediaType) ? file.mediaType : null,
	});
};
