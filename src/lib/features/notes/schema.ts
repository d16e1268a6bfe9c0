import { z } from 'zod';

const id = z.uuid();
const body = z.string().trim().max(10_000, { error: 'issue_note_long' }).default('');

export const WriteNotesInput = z.object({
	documentId: id,
	/** The places that were marked, in the order of the text. Without from and to: the whole clause. */
	pieces: z
		.array(
			z.object({
				clauseId: id,
				part: z.enum(['heading', 'text']).default('text'),
				from: z.number().int().min(0).optional(),
				to: z.number().int().min(1).optional(),
				quote: z.string().max(50_000).optional(),
			}),
		)
		.min(1)
		.max(60, { error: 'issue_note_places' }),
	body,
});
export const ChangeNoteInput = z.object({ noteId: id, body });
export const RemoveNoteInput = z.object({ noteId: id });
export const RestoreNoteInput = z.object({ noteId: id });
