import { awardPage } from '#lib/features/nominations/queries-award.server.ts';
import { sheetOf } from '#lib/features/nominations/ui/sheet.ts';
import { m } from '#lib/paraglide/messages.js';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { csvOf } from '#lib/text/sheet.ts';
import type { RequestHandler } from './$types.js';

/** The comparison as a table for a spreadsheet, for the committee. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const wanted = { awardId: params.award, order: url.searchParams.get('xep') ?? 'name', today };
	const { award, committee } = await look(door, (tx) => awardPage(tx, door.actor, wanted));
	if (!committee) throw missing('failure_not_found');
	return downloadResponse(csvOf(sheetOf(award.rules.criteria, committee.compared)), {
		fileName: `${m.award_file()} ${award.year}.csv`,
		mediaType: 'text/csv; charset=utf-8',
	});
};
