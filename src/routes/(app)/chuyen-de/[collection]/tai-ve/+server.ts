import { cleanName } from '#lib/features/collections/domain/file-names.ts';
import { planExport, zipOf } from '#lib/features/collections/export.server.ts';
import { collectionPageOf } from '#lib/features/collections/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { RequestHandler } from './$types.js';

/** A collection as an archive: the original files in their order, and the index with the notes. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const { name, rows } = await look(door, async (tx) => {
		const { collection, items } = await collectionPageOf(tx, door.actor, params.collection);
		const notes = new Map<string, string>();
		for (const { document, clause, note } of items) {
			const said = [clause?.name, note].filter(Boolean).join(': ');
			notes.set(document.id, [notes.get(document.id), said].filter(Boolean).join('; '));
		}
		const ids = items.map(({ document }) => document.id);
		return { name: collection.name, rows: await planExport(tx, door.actor, ids, notes) };
	});
	return downloadResponse(await zipOf(door.files, rows), {
		fileName: `${cleanName(name)}.zip`,
		mediaType: 'application/zip',
	});
};
