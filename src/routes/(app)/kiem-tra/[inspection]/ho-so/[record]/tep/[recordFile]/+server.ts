import { recordFile, tellOfReturn } from '#lib/features/inspections/look.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { fileResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { shownInPage } from '#lib/shared/file-kind.ts';
import type { RequestHandler } from './$types.js';

export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const of = { inspectionId: params.inspection, recordId: params.record };
	const wanted = { ...of, fileId: params.recordFile, today: dayOf(door.clock()) };
	const file = await look(door, (tx) => recordFile(tx, door.actor, wanted));
	await tellOfReturn(door, of);
	return fileResponse(door.files, {
		...file,
		shownAs: shownInPage.includes(file.mediaType) ? file.mediaType : null,
	});
};
