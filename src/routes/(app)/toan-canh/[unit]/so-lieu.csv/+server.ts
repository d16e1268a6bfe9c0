import { overviewOf } from '#lib/features/oversight/queries.server.ts';
import { sheetOf } from '#lib/features/oversight/ui/sheet.ts';
import { m } from '#lib/paraglide/messages.js';
import { lookAside } from '#lib/platform/command/look-aside.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { csvOf } from '#lib/text/sheet.ts';
import { wantedFrom } from '../../wanted.server.ts';
import type { RequestHandler } from './$types.js';

/** The units of the page as a table for a spreadsheet, all of them; what the page leaves out is left out here. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const wanted = wantedFrom(url, params.unit, today);
	const { found: overview } = await lookAside(door, (tx) =>
		overviewOf(tx, door.actor, { ...wanted, whole: true }),
	);
	return downloadResponse(csvOf(sheetOf(overview.table, overview.unit.shortName, overview.asOf)), {
		fileName: `${m.oversight_file()} ${overview.unit.shortName} ${overview.asOf ?? today}.csv`,
		mediaType: 'text/csv; charset=utf-8',
	});
};
