import { minutesPaper } from '#lib/features/meetings/minutes-paper.server.ts';
import { writePaper } from '#lib/features/papers/public.server.ts';
import { paperFile } from '#lib/features/papers/ui/words.ts';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { RequestHandler } from './$types.js';

/** The minutes in their prescribed layout, as .docx. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const { paper, layout, mark } = await look(door, (tx) =>
		minutesPaper(tx, door.actor, params.meeting, dayOf(door.clock())),
	);
	const bytes = await writePaper(paper, layout, 'docx');
	return downloadResponse(new Uint8Array(bytes), paperFile(paper.type, mark, 'docx'));
};
