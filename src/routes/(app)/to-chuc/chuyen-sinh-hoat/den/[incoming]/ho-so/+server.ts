import { incomingRecord } from '#lib/features/transfers/carry.server.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { fileResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { RequestHandler } from './$types.js';

/** The record that the person sent along. Whoever else opens it is told of to the person. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const { personId, unitId, ...file } = await incomingRecord(door, params.incoming);
	if (personId) await tellOfLook(door, { type: 'incoming_transfer', id: params.incoming, personId, unitId });
	return fileResponse(door.files, { sha256: file.sha256, fileName: file.name, shownAs: null });
};
