import { outgoingPage } from '#lib/features/papers/register-page.server.ts';
import { outgoingSheet } from '#lib/features/papers/register-sheet.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { RequestHandler } from './$types.js';

/** The register of outgoing papers as a workbook, with the same filter as its page. */
export const GET: RequestHandler = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const page = await look(door, (tx) =>
		outgoingPage(tx, door.actor, { unitId: unit.id, query: url.searchParams, today: dayOf(door.clock()) }),
	);
	const bytes = await outgoingSheet(unit.name, page);
	return downloadResponse(new Uint8Array(bytes), {
		fileName: `${m.papers_register_title()} ${page.periodName}.xlsx`,
		mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	});
};
