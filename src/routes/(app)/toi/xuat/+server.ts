import { exportOwn } from '#lib/features/personal/export.server.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { RequestHandler } from './$types.js';

/** Everything that is kept of whoever asks, as one archive. It is posted, since taking it down is an event. */
export const POST: RequestHandler = async ({ locals }) => {
	const { name, body } = await exportOwn(doorOf({ locals }));
	return downloadResponse(body, { fileName: name, mediaType: 'application/zip' });
};
