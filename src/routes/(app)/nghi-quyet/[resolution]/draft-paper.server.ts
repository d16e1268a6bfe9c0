import { writePaper } from '#lib/features/papers/public.server.ts';
import { paperFile } from '#lib/features/papers/ui/words.ts';
import { draftPaper } from '#lib/features/resolutions/paper.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';

/** Answers with the draft of a resolution in its prescribed layout, as a file. */
export const answerWithDraft =
	(format: 'docx' | 'pdf') =>
	async ({ locals, params }: { locals: App.Locals; params: { resolution: string } }): Promise<Response> => {
		const door = doorOf({ locals });
		const { paper, layout } = await look(door, (tx) =>
			draftPaper(tx, door.actor, params.resolution, dayOf(door.clock())),
		);
		const bytes = await writePaper(paper, layout, format);
		return downloadResponse(new Uint8Array(bytes), paperFile(paper.type, null, format));
	};
