import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { pointKinds } from './domain/kinds.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const reason = z
	.string({ error: 'issue_reason_needed' })
	.trim()
	.min(1, { error: 'issue_reason_needed' })
	.max(1_000);

export const AssignSummaryInput = z.object({
	documentId: id,
	unitId: id,
	personId: z.uuid({ error: 'issue_summary_person' }),
	clauseIds: z.array(id).max(500).default([]),
	dueOn: day,
	note: z.string().trim().max(1_000).default(''),
	meetingId: id.optional(),
	/** Made where it is typed, so that sending the same line twice makes one assignment. */
	assignmentKey: id.optional(),
});
export type AssignSummary = z.infer<typeof AssignSummaryInput>;
export const AnswerInput = z.object({ assignmentId: id });
export const DeclineInput = z.object({ assignmentId: id, reason });
export const ReplaceInput = z.object({
	assignmentId: id,
	personId: z.uuid({ error: 'issue_summary_person' }),
	dueOn: day,
});
export const SaveDraftInput = z.object({
	assignmentId: id,
	points: z
		.array(
			z.object({
				clauseId: id,
				kind: z.enum(pointKinds),
				body: z.string().max(20_000),
				/** The revision on which this was written; 0 for the first. */
				revision: z.coerce.number().int().min(0),
			}),
		)
		.min(1)
		.max(200),
});
export const PresentInput = z.object({ assignmentId: id, presentedOn: day, meetingId: id.optional() });
export type PresentSummary = z.infer<typeof PresentInput>;
export const RemarkInput = z.object({
	assignmentId: id,
	body: z.string({ error: 'issue_remark_needed' }).trim().min(1, { error: 'issue_remark_needed' }).max(2_000),
});
