import { growthSheetOf } from '#lib/features/oversight/ui/growth-sheet.ts';
import { m } from '#lib/paraglide/messages.js';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { csvOf } from '#lib/text/sheet.ts';
import { growthFrom } from '../growth-from.server.ts';
import type { RequestHandler } from './$types.js';

/** Growth and ages as a table for a spreadsheet. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const growth = await growthFrom(door, params.unit, url);
	return downloadResponse(csvOf(growthSheetOf(growth)), {
		fileName: `${m.oversight_growth_file()} ${growth.unit.shortName} ${growth.asOf ?? dayOf(door.clock())}.csv`,
		mediaType: 'text/csv; charset=utf-8',
	});
};
