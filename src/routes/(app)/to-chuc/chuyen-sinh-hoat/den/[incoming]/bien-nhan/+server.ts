import { answerFile } from '#lib/features/transfers/carry.server.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { RequestHandler } from './$types.js';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { name, bytes } = await answerFile(doorOf({ locals }), params.incoming);
	return downloadResponse(bytes, { fileName: name, mediaType: 'application/json' });
};
