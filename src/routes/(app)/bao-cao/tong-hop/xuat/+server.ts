import { shortPeriod } from '#lib/features/reports/domain/periods.ts';
import { gatheredPage } from '#lib/features/reports/queries-below.server.ts';
import { gatheredSheet } from '#lib/features/reports/sheet.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { gatheredFrom } from '../wanted.server.ts';
import type { RequestHandler } from './$types.js';

/** The signed figures of the units below as a workbook; what the page leaves out is left out here. */
export const GET: RequestHandler = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const wanted = { unitId: unit.id, ...gatheredFrom(url), today: dayOf(door.clock()) };
	const page = await look(door, (tx) => gatheredPage(tx, door.actor, wanted));
	const bytes = await gatheredSheet(unit.name, page);
	const period = shortPeriod({ period: page.period, from: page.periodFrom, to: page.periodTo });
	return downloadResponse(new Uint8Array(bytes), {
		fileName: `${m.periodic_sheet_name()} ${period.replaceAll('/', '-')}.xlsx`,
		mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	});
};
