import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { ANSWER_FORMAT, LETTER_FORMAT } from './domain/letter.ts';
import { factKeys } from './domain/rules.ts';

const id = z.uuid();
const day = z.string().refine(isDay, { error: 'issue_day' });
const words = (most: number) => z.string().trim().max(most).default('');
const needed = (most: number, error: string) => z.string().trim().min(1, { error }).max(most);
const optionalDay = z
	.string()
	.optional()
	.transform((value) => value || undefined)
	.refine((value) => value === undefined || isDay(value), { error: 'issue_day' });

const where = {
	kind: needed(40, 'issue_transfers_kind'),
	toTenantId: id.optional(),
	toPartnerId: id.optional(),
	toOrganisation: words(200),
	toUnit: words(200),
	reason: needed(500, 'issue_reason_needed'),
	effectiveOn: day,
	returnsOn: optionalDay,
};
const facts = {
	birthOn: optionalDay,
	admittedOn: optionalDay,
	officialOn: optionalDay,
	cardNumber: words(30),
	position: words(200),
	rating: words(200),
};

export const AskInput = z.object({ membershipId: id, ...where });
export const ChangeInput = z.object({ transferId: id, ...where, ...facts });
export const SettleInput = z.object({
	transferId: id,
	itemKind: needed(60, 'issue_transfers_item'),
	itemId: id,
	successorId: id.optional(),
	word: words(1_000),
});
export const IssueInput = z.object({ transferId: id, issuedOn: day });
export const TransferInput = z.object({ transferId: id });
export const CancelInput = z.object({ transferId: id, reason: needed(1_000, 'issue_reason_needed') });
export const NoteReceiptInput = z.object({
	transferId: id,
	receivedOn: day,
	receivedName: needed(200, 'issue_transfers_name'),
	receivedUnit: words(200),
});
export const CodeReceiptInput = z.object({
	receivedOn: day,
	receivedName: needed(200, 'issue_transfers_name'),
	receivedUnit: words(200),
});
export const RecordInput = z.object({
	transferId: id,
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	name: needed(200, 'issue_transfers_name'),
	bytes: z.number().int().positive(),
});

const factValues = z.object(
	Object.fromEntries(factKeys.map((key) => [key, z.string().max(200).optional()])) as Record<
		(typeof factKeys)[number],
		z.ZodOptional<z.ZodString>
	>,
);
/** A letter as it comes from elsewhere: nothing is taken of it but this. */
export const LetterInput = z.object({
	format: z.literal(LETTER_FORMAT),
	transferId: id,
	from: z.object({ organisationId: id, organisation: z.string().min(1).max(200), unit: z.string().max(200) }),
	to: z.object({ organisation: z.string().max(200), unit: z.string().max(200) }),
	kind: z.object({ key: z.string().max(40), name: z.string().min(1).max(200) }),
	mark: z.string().min(1).max(60),
	issuedOn: day,
	signer: z.string().max(200),
	effectiveOn: day,
	returnsOn: day.nullable(),
	person: z.object({
		fullName: z.string().trim().min(2).max(100),
		standing: z.enum(['official', 'probationary']),
		facts: factValues,
	}),
	record: z
		.object({ name: z.string().min(1).max(200), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
		.nullable(),
});
export const ArriveInput = z.object({
	letter: LetterInput,
	way: z.enum(['here', 'file', 'wire']),
	fromTenantId: id.nullable(),
	fromPartnerId: id.nullable(),
	answerCode: z.string().max(200),
	/** The record that came along, already kept. */
	record: z.object({ sha256: z.string(), bytes: z.number().int(), name: z.string().max(200) }).nullable(),
});
export const AnswerInput = z.object({
	format: z.literal(ANSWER_FORMAT),
	transferId: id,
	outcome: z.enum(['received', 'declined']),
	on: day,
	byName: z.string().min(1).max(200),
	unit: z.string().max(200),
	reason: z.string().max(1_000),
	code: z.string().max(200),
});
/** A letter as a parcel bears it. */
export const LetterBody = z.object({ letter: LetterInput });
export const IncomingInput = z.object({ incomingId: id });
export const HandOnInput = z.object({ incomingId: id, forUnitId: id });
export const TakeInInput = z.object({
	incomingId: id,
	intoUnitId: id,
	/** Somebody who is known here already; nobody: a new person. */
	knownPersonId: id.optional(),
	receivedOn: day,
	jobTitle: words(200),
});
export const DeclineInput = z.object({ incomingId: id, reason: needed(1_000, 'issue_reason_needed') });
export const WithdrawInput = z.object({ transferId: id });
export const DeliveredInput = z.object({ transferId: id });

const days = (most: number) => z.coerce.number().int().min(1).max(most);
export const SetRuleInput = z.object({
	kinds: needed(4_000, 'issue_transfers_kind'),
	says: z.array(z.enum(factKeys)).default([]),
	confirmDays: days(180),
	takeInDays: days(90),
	codeDays: days(180),
	validFrom: day,
});
