import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { MOST_SECONDS } from './domain/progress.ts';

const id = z.uuid();

export const PublishDocumentInput = z.object({
	documentId: id,
	unitId: id,
	audience: z.enum(['unit', 'party_members', 'committee', 'chosen'], { error: 'issue_audience_needed' }),
	personIds: z.array(id).max(10_000).default([]),
	readBy: z.string({ error: 'issue_read_by_needed' }).refine(isDay, { error: 'issue_day' }),
	note: z.string().trim().max(1_000).default(''),
});
export const OpenReadingInput = z.object({ documentId: id });
export const RecordReadingInput = z.object({
	documentId: id,
	sections: z
		.array(
			z.object({
				sectionId: id,
				seconds: z
					.number()
					.min(0)
					.transform((value) => Math.min(Math.round(value), MOST_SECONDS)),
			}),
		)
		.max(500),
	/** Where the reader was: any clause of the document, so that they come back to that very place. */
	lastSectionId: id.optional(),
	/** Which opened page tells it, and the number of its report: one that comes twice counts once. */
	view: z.object({ id, report: z.number().int().min(1).max(100_000) }).optional(),
});
export const DeclareStudiedInput = z.object({
	documentId: id,
	/** The reader was told that sections are still unread, and says so nevertheless. */
	confirmed: z.coerce.boolean().default(false),
});
export const TakeBackStudiedInput = z.object({ documentId: id });
export const WriteSummaryInput = z.object({
	documentId: id,
	clauseId: id,
	unitId: id,
	body: z
		.string({ error: 'issue_summary_needed' })
		.trim()
		.min(1, { error: 'issue_summary_needed' })
		.max(5_000),
});
export const RemoveSummaryInput = z.object({ summaryId: id });
