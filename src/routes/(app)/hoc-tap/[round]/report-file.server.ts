import { writePaper } from '#lib/features/papers/public.server.ts';
import { paperFile } from '#lib/features/papers/ui/words.ts';
import { reportPaper } from '#lib/features/study/report.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';

/** Answers with the report of a round as a file. */
export const answerWithReport =
	(format: 'docx' | 'pdf') =>
	async ({ locals, params }: { locals: App.Locals; params: { round: string } }): Promise<Response> => {
		const door = doorOf({ locals });
		const { paper, layout, mark } = await look(door, (tx) =>
			reportPaper(tx, door.actor, params.round, dayOf(door.clock())),
		);
		const bytes = await writePaper(paper, layout, format);
		return downloadResponse(new Uint8Array(bytes), paperFile(paper.type, mark, format));
	};
