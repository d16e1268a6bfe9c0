import { z } from 'zod';

const id = z.uuid();
const count = z.coerce.number({ error: 'issue_oversight_count' }).int().min(0).max(100_000).default(0);

export const FollowInput = z.object({ unitId: id });
export const NoteInput = z.object({
	unitId: id,
	body: z.string().trim().min(5, { error: 'issue_oversight_note_short' }).max(4000),
	isShared: z.literal('on').optional(),
});
export const WithdrawNoteInput = z.object({ unitNoteId: id });
export const AgesInput = z.object({
	unitId: id,
	year: z.coerce.number().int().min(2000).max(2200),
	aged_30: count,
	aged_40: count,
	aged_50: count,
	aged_60: count,
	aged_more: count,
});
