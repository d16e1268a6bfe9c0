import { type AwardPaper, awardPaper } from '#lib/features/nominations/paper.server.ts';
import { writePaper } from '#lib/features/papers/public.server.ts';
import { paperFile } from '#lib/features/papers/ui/words.ts';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';

/** Answers with a paper of a title as a file, named as the paper is. */
export const answerWithPaper =
	(which: AwardPaper, format: 'docx' | 'pdf') =>
	async ({ locals, params }: { locals: App.Locals; params: { award: string } }): Promise<Response> => {
		const door = doorOf({ locals });
		const wanted = { awardId: params.award, which, today: dayOf(door.clock()) };
		const { paper, layout } = await look(door, (tx) => awardPaper(tx, door.actor, wanted));
		const bytes = await writePaper(paper, layout, format);
		const file = paperFile(paper.type, null, format);
		const fileName = paper.head.typeName ? `${paper.head.typeName}.${format}` : file.fileName;
		return downloadResponse(new Uint8Array(bytes), { ...file, fileName });
	};
