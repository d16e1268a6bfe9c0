import { growthBook } from '#lib/features/oversight/growth-book.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { growthFrom } from '../growth-from.server.ts';
import type { RequestHandler } from './$types.js';

/** Growth and ages as a workbook. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const growth = await growthFrom(door, params.unit, url);
	return downloadResponse(await growthBook(growth), {
		fileName: `${m.oversight_growth_file()} ${growth.unit.shortName} ${growth.asOf ?? dayOf(door.clock())}.xlsx`,
		mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	});
};
