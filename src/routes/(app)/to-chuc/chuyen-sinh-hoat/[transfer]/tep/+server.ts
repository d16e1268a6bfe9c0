import { packTransfer } from '#lib/features/transfers/carry.server.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { RequestHandler } from './$types.js';

/** The file to be carried. It is posted, since each bears a code of its own. */
export const POST: RequestHandler = async ({ locals, params }) => {
	const { name, body } = await packTransfer(doorOf({ locals }), params.transfer);
	return downloadResponse(body, { fileName: name, mediaType: 'application/zip' });
};
