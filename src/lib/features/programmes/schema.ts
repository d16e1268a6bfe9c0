import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { MAX_FILE_BYTES } from '#lib/shared/file-kind.ts';
import { isWebAddress, MAX_FILES } from './domain/evidence.ts';
import { directions, outcomes } from './domain/indicators.ts';
import { everyKinds } from './domain/recurrence.ts';

const id = z.uuid();
const ids = z
	.array(id)
	.max(200)
	.transform((list) => [...new Set(list)]);
const day = z.string().refine(isDay, { error: 'issue_day' });
/** A text that must be there; what is missing gets the field's own words. */
const text = (max: number, key: string) => z.string({ error: key }).trim().min(1, { error: key }).max(max);

const startsBeforeEnd = (input: { startsOn: string; endsOn: string }): boolean =>
	input.endsOn >= input.startsOn;
const order = { path: ['endsOn'], error: 'issue_programme_ends_first' };

const title = text(500, 'issue_title_needed');

export const CreateProgrammeInput = z
	.object({
		unitId: id,
		title,
		documentIds: ids.refine((list) => list.length > 0, { error: 'issue_documents_needed' }),
		startsOn: day,
		endsOn: day,
	})
	.refine(startsBeforeEnd, order);

export const ChangeProgrammeInput = z
	.object({
		programmeId: id,
		title,
		documentIds: ids.refine((list) => list.length > 0, { error: 'issue_documents_needed' }).optional(),
		startsOn: day,
		endsOn: day,
	})
	.refine(startsBeforeEnd, order);

export const IssueProgrammeInput = z.object({ programmeId: id });
export const CloseProgrammeInput = z.object({ programmeId: id });

const task = {
	title,
	resultExpected: text(2_000, 'issue_result_expected_needed'),
	ownerId: z.uuid({ error: 'issue_owner_needed' }),
	supervisorId: z.uuid({ error: 'issue_supervisor_needed' }),
	helperIds: ids.default([]),
	dueOn: z.string({ error: 'issue_due_needed' }).refine(isDay, { error: 'issue_day' }),
	clauseIds: ids.default([]),
	startsOn: day.optional(),
};

const startsBeforeDue = (input: { startsOn?: string | undefined; dueOn: string }): boolean =>
	input.startsOn === undefined || input.startsOn <= input.dueOn;
const dueOrder = { path: ['startsOn'], error: 'issue_task_starts_late' };

export const AddTaskInput = z.object({ programmeId: id, ...task }).refine(startsBeforeDue, dueOrder);
/** Outside of a programme. Who gives it is the supervisor unless another is named. */
export const GiveTaskInput = z
	.object({ unitId: id, ...task, supervisorId: z.uuid().optional() })
	.refine(startsBeforeDue, dueOrder);
export const ChangeTaskInput = z.object({ taskId: id, ...task }).refine(startsBeforeDue, dueOrder);
export const CancelTaskInput = z.object({ taskId: id, reason: text(1_000, 'issue_reason_needed') });

const label = z.string().trim().max(200).default('');

export const ReportTaskInput = z.object({
	taskId: id,
	kind: z.enum(['progress', 'completion']),
	percent: z.coerce.number().int().min(0).max(100).optional(),
	body: text(10_000, 'issue_report_body_needed'),
	difficulty: z.string().trim().max(4_000).default(''),
	links: z
		.array(
			z.object({
				title: label,
				url: z.string().trim().max(2_000).refine(isWebAddress, { error: 'issue_web_address' }),
			}),
		)
		.max(20)
		.default([]),
	texts: z
		.array(z.object({ title: label, body: text(20_000, 'issue_evidence_text_needed') }))
		.max(20)
		.default([]),
	files: z
		.array(
			z.object({
				name: z.string().trim().min(1).max(500),
				bytes: z
					.instanceof(Uint8Array)
					.refine((bytes) => bytes.byteLength > 0, { error: 'issue_file_empty' })
					.refine((bytes) => bytes.byteLength <= MAX_FILE_BYTES, { error: 'issue_file_too_large' }),
			}),
		)
		.max(MAX_FILES, { error: 'issue_too_many_files' })
		.default([]),
});
export type ReportTask = z.output<typeof ReportTaskInput>;

export const DecideReportInput = z
	.object({
		reportId: id,
		decision: z.enum(['accepted', 'returned']),
		outcome: z.enum(outcomes).optional(),
		reason: z.string().trim().max(2_000).optional(),
	})
	.refine((input) => input.decision === 'accepted' || (input.reason ?? '') !== '', {
		path: ['reason'],
		error: 'issue_return_reason_needed',
	});

const reason = text(1_000, 'issue_reason_needed');

export const NotApplicableInput = z.object({
	programmeId: id,
	clauseIds: ids.refine((list) => list.length > 0, { error: 'issue_clauses_chosen_needed' }),
	reason,
});
export const ApplicableInput = z.object({ programmeId: id, clauseId: id });

export const TaskIdInput = z.object({ taskId: id });

export const AddStepInput = z.object({
	taskId: id,
	title: text(300, 'issue_step_needed'),
	personId: id.optional(),
	dueOn: day.optional(),
});
export const TickStepInput = z.object({ stepId: id, done: z.enum(['yes', 'no']) });
export const ChangeStepInput = z.object({
	stepId: id,
	title: text(300, 'issue_step_needed'),
	personId: id.optional(),
	dueOn: day.optional(),
});
export const MoveStepInput = z.object({ stepId: id, direction: z.enum(['up', 'down']) });
export const RemoveStepInput = z.object({ stepId: id });

/** A number as people type it: 98,5 or 98.5, with points or spaces between thousands (1.842). */
const figure = z
	.string({ error: 'issue_figure' })
	.trim()
	.transform((typed) => {
		const plain = typed.replace(/\s/g, '');
		const grouped = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain);
		return Number(grouped ? plain.replaceAll('.', '').replace(',', '.') : plain.replace(',', '.') || 'x');
	})
	.refine((value) => Number.isFinite(value) && Math.abs(value) < 1e12, { error: 'issue_figure' });

export const AddIndicatorInput = z.object({
	taskId: id,
	name: text(200, 'issue_indicator_needed'),
	measure: z.string().trim().max(30).default(''),
	direction: z.enum(directions),
	target: figure,
});
export const RemoveIndicatorInput = z.object({ indicatorId: id });
export const MeasureInput = z.object({
	indicatorId: id,
	measuredOn: day,
	value: figure,
	note: z.string().trim().max(500).default(''),
});

export const SetNeedsInput = z.object({ taskId: id, needsIds: ids.default([]) });

export const RecurInput = z.object({ taskId: id, every: z.enum(everyKinds), stopsOn: day.optional() });
export const RecurrenceIdInput = z.object({ recurrenceId: id });

export const HandOverInput = z.object({
	recurrenceId: id,
	ownerId: z.uuid({ error: 'issue_owner_needed' }),
});

export const UrgeInput = z.object({
	taskIds: ids.refine((list) => list.length > 0, { error: 'issue_tasks_needed' }),
	words: text(1_000, 'issue_urge_words_needed'),
});

const toDay = z.string({ error: 'issue_due_needed' }).refine(isDay, { error: 'issue_day' });
export const MoveDeadlineInput = z.object({ taskId: id, toDay, reason });
export const DecideDeadlineInput = z
	.object({
		changeId: id,
		decision: z.enum(['granted', 'declined']),
		answer: z.string().trim().max(1_000).default(''),
	})
	.refine((input) => input.decision === 'granted' || input.answer !== '', {
		path: ['answer'],
		error: 'issue_reason_needed',
	});
