import { remarkScan } from '#lib/features/liaison/queries-remarks.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { fileResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { shownInPage } from '#lib/shared/file-kind.ts';
import type { RequestHandler } from './$types.js';

/** The scan of a remark, for those who may read it. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const { request, ...file } = await look(door, (tx) => remarkScan(tx, door.actor, params.request));
	await tellOfLook(door, {
		type: 'residence_remark',
		id: request.id,
		personId: request.personId,
		unitId: request.unitId,
	});
	return fileResponse(door.files, {
		...file,
		shownAs: shownInPage.includes(file.mediaType) ? file.mediaType : null,
	});
};
