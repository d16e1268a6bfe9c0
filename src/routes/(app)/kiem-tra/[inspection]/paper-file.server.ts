import { type InspectionPaper, inspectionPaper } from '#lib/features/inspections/paper.server.ts';
import { writePaper } from '#lib/features/papers/public.server.ts';
import { paperFile } from '#lib/features/papers/ui/words.ts';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';

/** Answers with a paper of an inspection as a file. */
export const answerWithPaper =
	(which: InspectionPaper, format: 'docx' | 'pdf') =>
	async ({ locals, params }: { locals: App.Locals; params: { inspection: string } }): Promise<Response> => {
		const door = doorOf({ locals });
		const wanted = { inspectionId: params.inspection, which, today: dayOf(door.clock()) };
		const { paper, layout } = await look(door, (tx) => inspectionPaper(tx, door.actor, wanted));
		const bytes = await writePaper(paper, layout, format);
		return downloadResponse(new Uint8Array(bytes), paperFile(paper.type, null, format));
	};
