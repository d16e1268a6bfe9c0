import { callPaper } from '#lib/features/meetings/invitation-paper.server.ts';
import { writePaper } from '#lib/features/papers/public.server.ts';
import { paperFile } from '#lib/features/papers/ui/words.ts';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';

/** Answers with the invitation to a meeting, or the notice of it, as a file. */
export const answerWithCall =
	(type: 'invitation' | 'notice', format: 'docx' | 'pdf') =>
	async ({ locals, params }: { locals: App.Locals; params: { meeting: string } }): Promise<Response> => {
		const door = doorOf({ locals });
		const { paper, layout, mark } = await look(door, (tx) =>
			callPaper(tx, door.actor, { meetingId: params.meeting, type, today: dayOf(door.clock()) }),
		);
		const bytes = await writePaper(paper, layout, format);
		return downloadResponse(new Uint8Array(bytes), paperFile(paper.type, mark, format));
	};
