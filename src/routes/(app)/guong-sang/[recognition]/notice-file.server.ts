import { writePaper } from '#lib/features/papers/public.server.ts';
import { paperFile } from '#lib/features/papers/ui/words.ts';
import { recognitionPaper } from '#lib/features/recognition/paper.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';

/** Answers with the notice of a recognition as a file. */
export const answerWithNotice =
	(format: 'docx' | 'pdf') =>
	async ({ locals, params }: { locals: App.Locals; params: { recognition: string } }): Promise<Response> => {
		const door = doorOf({ locals });
		const { paper, layout, mark } = await look(door, (tx) =>
			recognitionPaper(tx, door.actor, params.recognition, dayOf(door.clock())),
		);
		const bytes = await writePaper(paper, layout, format);
		return downloadResponse(new Uint8Array(bytes), paperFile(paper.type, mark, format));
	};
