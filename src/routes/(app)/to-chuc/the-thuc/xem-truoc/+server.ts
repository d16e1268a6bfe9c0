import { samplePaper } from '#lib/features/papers/domain/sample-paper.ts';
import { maySeeLayouts } from '#lib/features/papers/policy.ts';
import { layoutFor, writePaper } from '#lib/features/papers/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf, isDay } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { RequestHandler } from './$types.js';

/** A sample paper in the layout that holds on a day, as a PDF. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const door = doorOf({ locals });
	if (!maySeeLayouts(door.actor).allowed) throw missing('failure_not_found');
	const side = url.searchParams.get('ben') === 'state' ? 'state' : 'party';
	const asked = url.searchParams.get('ngay') ?? '';
	const day = isDay(asked) ? asked : dayOf(door.clock());
	const layout = await look(door, (tx) => layoutFor(tx, door.actor.tenantId, side, day));
	const bytes = await writePaper(samplePaper(layout), layout, 'pdf');
	return downloadResponse(new Uint8Array(bytes), {
		fileName: `${m.papers_layouts_title()} ${day}.pdf`,
		mediaType: 'application/pdf',
	});
};
