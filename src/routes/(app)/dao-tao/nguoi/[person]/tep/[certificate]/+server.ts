import { certificateFile } from '#lib/features/training/record.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { fileResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { missing } from '#lib/shared/failures.ts';
import { shownInPage } from '#lib/shared/file-kind.ts';
import type { RequestHandler } from './$types.js';

/** The copy of a certificate. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const file = await look(door, (tx) => certificateFile(tx, door.actor, params.certificate));
	if (file.personId !== params.person) throw missing('failure_not_found');
	await tellOfLook(door, { ...file, type: 'training_certificate' });
	return fileResponse(door.files, {
		...file,
		shownAs: shownInPage.includes(file.mediaType) ? file.mediaType : null,
	});
};
