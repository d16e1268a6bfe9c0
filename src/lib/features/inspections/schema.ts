import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { outcomes, recordKinds } from './domain/states.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const tidy = (typed: string): string => typed.normalize('NFC').replaceAll('\r\n', '\n').trim();
/** A text that must be there; what is missing gets the field's own words. */
const text = (max: number, key: string) =>
	z
		.string({ error: key })
		.transform(tidy)
		.pipe(z.string().min(1, { error: key }).max(max));
const more = (max: number) => z.string().transform(tidy).pipe(z.string().max(max)).default('');
const files = z
	.array(z.object({ name: z.string().max(300), bytes: z.instanceof(Uint8Array) }))
	.max(10)
	.default([]);
const kind = z.enum(recordKinds, { error: 'issue_inspection_kinds' });

export const OpenInspectionInput = z
	.object({
		unitId: id,
		inspectedUnitId: z.uuid({ error: 'issue_inspection_unit' }),
		title: text(300, 'issue_inspection_title'),
		decisionNumber: text(60, 'issue_inspection_decision'),
		decisionOn: day,
		purpose: more(2_000),
		periodFrom: day,
		periodTo: day,
		kinds: z.array(kind).min(1, { error: 'issue_inspection_kinds' }).max(4),
		programmeId: id.optional(),
		campaignId: id.optional(),
		documentId: id.optional(),
		inspectorIds: z.array(id).min(1, { error: 'issue_inspection_inspectors' }).max(20),
		startsOn: day,
		endsOn: day,
	})
	.refine(({ periodFrom, periodTo }) => periodFrom <= periodTo, {
		path: ['periodTo'],
		error: 'issue_inspection_period',
	})
	.refine(({ startsOn, endsOn }) => startsOn <= endsOn, { path: ['endsOn'], error: 'issue_inspection_days' });

export const TakeInput = z.object({
	inspectionId: id,
	kind,
	way: z.enum(['full', 'drawn', 'chosen'], { error: 'issue_inspection_way' }),
	wanted: z.coerce
		.number({ error: 'issue_inspection_wanted' })
		.int({ error: 'issue_inspection_wanted' })
		.min(1, { error: 'issue_inspection_wanted' })
		.max(1_000, { error: 'issue_inspection_wanted' })
		.optional(),
	sourceIds: z.array(id).max(500).default([]),
});
export const RecordInput = z.object({ inspectionId: id, recordId: id });
export const FindingInput = z
	.object({
		inspectionId: id,
		recordId: id,
		outcome: z.enum(outcomes, { error: 'issue_inspection_outcome' }),
		words: more(3_000),
	})
	.refine(({ outcome, words }) => outcome === 'confirmed' || words !== '', {
		path: ['words'],
		error: 'issue_inspection_reason',
	});
export const ReportInput = z.object({ inspectionId: id, notes: text(10_000, 'issue_inspection_notes') });
export const AnswerInput = z.object({
	inspectionId: id,
	recordId: id.optional(),
	words: text(5_000, 'issue_inspection_answer'),
	files,
});
export const ConcludeInput = z.object({
	inspectionId: id,
	conclusion: text(10_000, 'issue_inspection_conclusion'),
	concludedOn: day,
});
export const DemandInput = z.object({
	inspectionId: id,
	body: text(1_000, 'issue_inspection_demand'),
	dueOn: day,
});
export const CarryOutInput = z.object({
	inspectionId: id,
	followUpId: id,
	result: text(3_000, 'issue_inspection_result'),
	files,
});
