import { cleanName } from '#lib/features/collections/domain/file-names.ts';
import { planExport, zipOf } from '#lib/features/collections/export.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf, longDate } from '#lib/shared/calendar.ts';
import type { RequestHandler } from './$types.js';

/** The documents that were selected in the list, as an archive. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const door = doorOf({ locals });
	const rows = await look(door, (tx) => planExport(tx, door.actor, url.searchParams.getAll('documentId')));
	const name = m.export_name({ day: longDate(dayOf(door.clock())) });
	return downloadResponse(await zipOf(door.files, rows), {
		fileName: `${cleanName(name)}.zip`,
		mediaType: 'application/zip',
	});
};
