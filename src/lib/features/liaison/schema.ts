import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const text = (max: number, key: string) =>
	z
		.string({ error: key })
		.transform((typed) => typed.normalize('NFC').replaceAll('\r\n', '\n').trim())
		.pipe(z.string().min(1, { error: key }).max(max));
const optional = (max: number) => z.string().normalize('NFC').trim().max(max).default('');

const named = {
	cell: text(200, 'issue_residence_cell'),
	commune: text(300, 'issue_residence_commune'),
};
export const AddPlaceInput = z.object({ unitId: id, ...named, validFrom: day.optional() });
export const RenamePlaceInput = z.object({ placeId: id, ...named, on: day, decision: optional(200) });
export const MergePlaceInput = z.object({
	placeId: id,
	intoId: z.uuid({ error: 'issue_residence_into' }),
	on: day,
	/** How many people the preview showed: when it is no longer so many, it is looked at again. */
	expected: z.coerce.number().int().min(0),
});

export const SettleInput = z.object({
	unitId: id,
	personId: id,
	placeId: id.optional(),
	/** A residential cell that is not in the book yet. */
	cell: optional(200),
	commune: optional(300),
	address: optional(200),
	validFrom: day,
	exemptKind: z.string().max(60).default(''),
	reason: optional(300),
});
export const IssueLetterInput = z.object({ linkId: id, issuedOn: day });
export const LetterInput = z.object({ letterId: id });
export const NoteReceiptInput = z.object({
	letterId: id,
	receivedOn: day,
	receivedName: text(200, 'issue_residence_received_name'),
});

export const OpenRoundInput = z.object({
	unitId: id,
	year: z.coerce
		.number({ error: 'issue_residence_year' })
		.int()
		.min(2000, { error: 'issue_residence_year' })
		.max(2200),
	dueOn: day,
});
export const RoundInput = z.object({ roundId: id });
export const RequestInput = z.object({ requestId: id });
export const PutInChargeInput = z.object({ requestId: id, inChargeId: id.optional() });

const remark = {
	level: optional(100),
	body: optional(5_000),
	signedBy: text(200, 'issue_residence_signed_by'),
	signedOn: day,
};
const scan = z.object({ name: z.string().max(300), bytes: z.instanceof(Uint8Array) });
export const EnterRemarkInput = z.object({ requestId: id, ...remark, scan: scan.optional() });
/** After the scan was looked at. */
export const LookedRemarkInput = z.object({
	requestId: id,
	...remark,
	scan: scan.extend({ mediaType: z.string() }).optional(),
});
export const TakeBackInput = z.object({ requestId: id, reason: text(1_000, 'issue_reason_needed') });
export const AnswerRemarkInput = z.object({ requestId: id, answer: text(5_000, 'issue_residence_answer') });

/** What comes through a one-time link. */
export const ConfirmReceiptInput = z.object({
	receivedName: text(200, 'issue_residence_received_name'),
	receivedOn: day,
});
export const RemarkByLinkInput = z.object({ ...remark, body: text(5_000, 'issue_residence_body') });

const days = z.coerce
	.number({ error: 'issue_residence_days' })
	.int({ error: 'issue_residence_days' })
	.min(1, { error: 'issue_residence_days' })
	.max(90, { error: 'issue_residence_days' });
export const SetRuleInput = z.object({
	unitId: id,
	validFrom: day,
	exemptions: optional(10_000),
	levels: text(2_000, 'issue_residence_levels'),
	linkDays: days,
	letterDays: days,
	readDays: days,
});
