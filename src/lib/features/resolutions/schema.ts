import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const text = (max: number, key: string) => z.string({ error: key }).trim().min(1, { error: key }).max(max);
const part = z.string().trim().max(50_000).default('');

export const BeginInput = z.object({
	unitId: id,
	kind: z.enum(['monthly', 'thematic']),
	title: z.string().trim().max(500).default(''),
	meetingId: id.optional(),
	/** Any day of the month whose work it sets. */
	month: day.optional(),
});
export const SaveInput = z.object({
	resolutionId: id,
	title: text(500, 'issue_title_needed'),
	results: part,
	direction: part,
	implementation: part,
	/** The revision on which this was written. */
	revision: z.coerce.number().int().min(0),
});
export const ResolutionInput = z.object({ resolutionId: id });
export const NameDocumentsInput = z.object({
	resolutionId: id,
	documentIds: z.array(id).max(50).default([]),
});

const task = {
	title: text(500, 'issue_title_needed'),
	resultExpected: z.string().trim().max(2_000).default(''),
	ownerId: z.uuid({ error: 'issue_owner_needed' }),
	dueOn: z.string({ error: 'issue_due_needed' }).refine(isDay, { error: 'issue_day' }),
	clauseId: id.optional(),
};
export const AddTaskInput = z.object({ resolutionId: id, ...task });
export const ChangeTaskInput = z.object({ plannedTaskId: id, ...task });
export const PlannedTaskInput = z.object({ plannedTaskId: id });
export const MoveTaskInput = z.object({ plannedTaskId: id, step: z.enum(['up', 'down']) });

export const PutInput = z.object({
	resolutionId: id,
	method: z.enum(['hand', 'secret']).default('hand'),
});
export const IssueInput = z.object({
	resolutionId: id,
	issuedOn: day,
	audience: z.enum(['unit', 'party_members'], { error: 'issue_audience_needed' }).default('party_members'),
	readBy: z.string({ error: 'issue_read_by_needed' }).refine(isDay, { error: 'issue_day' }),
});
export const DropInput = z.object({ resolutionId: id, reason: text(1_000, 'issue_reason_needed') });
