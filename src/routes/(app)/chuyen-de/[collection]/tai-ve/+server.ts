import { cleanName } from '#lib/features/collections/domain/file-names.ts';
import { planCollectionExport, zipOf } from '#lib/features/collections/export.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { RequestHandler } from './$types.js';

/** A collection as an archive: the original files in their order, and the index with the notes. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const { name, rows } = await look(door, (tx) => planCollectionExport(tx, door.actor, params.collection));
	return downloadResponse(await zipOf(door.files, rows), {
		fileName: `${cleanName(name)}.zip`,
		mediaType: 'application/zip',
	});
};
