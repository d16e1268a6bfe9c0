import { programmePaperOf, writePaper } from '#lib/features/papers/public.server.ts';
import { paperFile } from '#lib/features/papers/ui/words.ts';
import { printedProgramme } from '#lib/features/programmes/paper.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { RequestHandler } from './$types.js';

/** The programme in its prescribed layout, as a file of Word. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const { paper, layout, mark } = await look(door, async (tx) => {
		const programme = await printedProgramme(tx, door.actor, params.id);
		return programmePaperOf(tx, door.actor.tenantId, programme, dayOf(door.clock()));
	});
	const bytes = await writePaper(paper, layout, 'docx');
	return downloadResponse(new Uint8Array(bytes), paperFile(paper.type, mark, 'docx'));
};
