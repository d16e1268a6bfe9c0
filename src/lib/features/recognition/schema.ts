import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { recognitionKinds } from './domain/states.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
/** A text that must be there; what is missing gets the field's own words. */
const text = (max: number, key: string) =>
	z
		.string({ error: key })
		.transform((typed) => typed.normalize('NFC').replaceAll('\r\n', '\n').trim())
		.pipe(z.string().min(1, { error: key }).max(max));
const short = z.string().trim().max(200).default('');

const evidence = {
	evidenceText: z.string().trim().max(2_000).default(''),
	link: z
		.union([z.literal(''), z.url({ protocol: /^https?$/, error: 'issue_recognition_link' })])
		.default(''),
	taskIds: z.array(id).max(20).default([]),
	paperIds: z.array(id).max(20).default([]),
};
const upload = z.object({ name: z.string().max(300), bytes: z.instanceof(Uint8Array) });

export const ProposeInput = z
	.object({
		unitId: id,
		kind: z.enum(recognitionKinds, { error: 'issue_recognition_kind' }),
		/** A person of the unit; without one it is for a collective. */
		personId: id.optional(),
		collective: z.string().trim().max(200).default(''),
		memberIds: z.array(id).max(200).default([]),
		title: text(200, 'issue_recognition_title'),
		deed: text(5_000, 'issue_recognition_deed'),
		field: short,
		formKey: z.string().max(60).default(''),
		documentId: id.optional(),
		clauseId: id.optional(),
		campaignId: id.optional(),
		files: z.array(upload).max(10).default([]),
		...evidence,
	})
	.refine(({ personId, collective }) => Boolean(personId) !== (collective !== ''), {
		path: ['personId'],
		error: 'issue_recognition_subject',
	})
	.refine(({ collective, memberIds }) => collective === '' || memberIds.length > 0, {
		path: ['memberIds'],
		error: 'issue_recognition_members',
	})
	.refine(({ kind, formKey }) => kind === 'example' || formKey !== '', {
		path: ['formKey'],
		error: 'issue_recognition_form',
	})
	.refine(
		(given) =>
			given.evidenceText !== '' ||
			given.link !== '' ||
			given.taskIds.length + given.paperIds.length + given.files.length > 0,
		{ path: ['evidenceText'], error: 'issue_recognition_evidence' },
	);
export type Propose = z.infer<typeof ProposeInput>;

export const RecognitionInput = z.object({ recognitionId: id });
export const AgreeInput = z.object({
	recognitionId: id,
	committeeOn: day,
	decisionNumber: z.string().trim().max(60).default(''),
	decisionOn: day.optional(),
	givenBy: short,
});
export const DeclineInput = z.object({ recognitionId: id, reason: text(1_000, 'issue_reason_needed') });
export const ConsentInput = z.object({
	recognitionId: id,
	consent: z.enum(['yes', 'no'], { error: 'issue_recognition_consent' }),
});
export const NameInput = z.object({
	recognitionId: id,
	named: z.enum(['yes', 'no'], { error: 'issue_recognition_named' }),
});
export const IssueNoticeInput = z.object({ recognitionId: id, issuedOn: day });
const share = z.coerce
	.number({ error: 'issue_recognition_share' })
	.int({ error: 'issue_recognition_share' })
	.min(0, { error: 'issue_recognition_share' })
	.max(100, { error: 'issue_recognition_share' });
export const SetRuleInput = z.object({
	unitId: id,
	validFrom: day,
	forms: text(10_000, 'issue_praise_forms'),
	commendedShare: share,
	onTimeShare: share,
	openLimits: share,
});
