import { writePaper } from '#lib/features/papers/public.server.ts';
import { paperFile } from '#lib/features/papers/ui/words.ts';
import type { Printed } from '#lib/features/reviews/print.server.ts';
import type { Door } from '#lib/platform/command/command.ts';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';

/** Answers with a paper as a file, under the name of the form. */
export const answerWith = async (
	locals: App.Locals,
	format: 'docx' | 'pdf',
	print: (tx: Tx, door: Door, today: string) => Promise<Printed>,
): Promise<Response> => {
	const door = doorOf({ locals });
	const { paper, layout, name, about } = await look(door, (tx) => print(tx, door, dayOf(door.clock())));
	if (about) await tellOfLook(door, { type: 'rating', ...about });
	const bytes = await writePaper(paper, layout, format);
	const { mediaType } = paperFile(paper.type, null, format);
	return downloadResponse(new Uint8Array(bytes), {
		fileName: `${name.replace(/[/\\]/g, '-')}.${format}`,
		mediaType,
	});
};
