import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { businessKinds, stateCodes } from './domain/states.ts';

const id = z.uuid();
const sha256 = z.string().length(64);
const day = z.string().refine(isDay, { error: 'issue_day' });
const text = (most: number) => z.string().trim().max(most).default('');
const code = z.string({ error: 'issue_organ_code' }).trim().min(1, { error: 'issue_organ_code' }).max(100);
const organName = z
	.string({ error: 'issue_organ_name' })
	.trim()
	.min(1, { error: 'issue_organ_name' })
	.max(300);
/** Earlier codes, one a line or with commas. */
const aliases = z
	.string()
	.max(2_000)
	.default('')
	.transform((given) => [
		...new Set(
			given
				.split(/[\n,;]+/)
				.map((one) => one.trim())
				.filter((one) => one !== ''),
		),
	]);

const organ = z.object({ code: z.string(), name: z.string() });
const packed = { sha256, name: z.string().max(1_000), bytes: z.number().int().nonnegative() };
const reference = {
	documentKey: z.string().max(1_000),
	number: z.string().max(300),
	dated: z.string().nullable(),
};

/** A document that came in a message, with its attachments as they were received. */
export const RecordMessageInput = z.object({
	unitId: id,
	from: organ,
	...reference,
	typeName: z.string(),
	subject: z.string(),
	urgency: z.number().int().min(0).max(4),
	dueOn: z.string().nullable(),
	business: z.enum(businessKinds),
	businessReason: z.string(),
	namesKeys: z.array(z.string()),
	isSigned: z.boolean(),
	missingFiles: z.array(z.string()),
	madeAt: z.date(),
	files: z.array(z.object({ ...packed, intakeId: id.nullable() })),
	packed: z.object(packed),
});
export type RecordMessage = z.output<typeof RecordMessageInput>;

/** What became of a document that was sent. */
export const RecordStatusInput = z.object({
	unitId: id,
	from: organ,
	...reference,
	code: z.string().max(20),
	text: z.string(),
	madeAt: z.date(),
	packed: z.object(packed),
});
export type RecordStatus = z.output<typeof RecordStatusInput>;

/** A document to be sent: to organs of the address book, to one that is written down here, or to both. */
export const SendInput = z.object({
	documentId: id,
	organIds: z.array(id).max(200).default([]),
	code: text(100),
	name: text(300),
	urgency: z.coerce.number().int().min(0).max(4).default(0),
	dueOn: day.optional(),
	business: z.enum(businessKinds).default('new'),
	reason: text(1_000),
	/** The message that carried the document which this one revokes, updates or replaces. */
	aboutMessageId: id.optional(),
	renditionIds: z.array(id).min(1, { error: 'issue_exchange_files' }).max(50),
});
export type Send = z.output<typeof SendInput>;

export const RecordSentInput = z.object({
	documentId: id,
	unitId: id,
	from: organ,
	to: z.array(organ).min(1),
	...reference,
	typeName: z.string(),
	subject: z.string(),
	urgency: z.number().int(),
	dueOn: z.string().nullable(),
	business: z.enum(businessKinds),
	businessReason: z.string(),
	namesKeys: z.array(z.string()),
	files: z.array(z.object(packed)),
	packed: z.object(packed),
	madeAt: z.date(),
});

export type RecordSent = z.output<typeof RecordSentInput>;

export const AnswerInput = z.object({ messageId: id, code: z.enum(stateCodes), reason: text(1_000) });
export const RecordAnswerInput = AnswerInput.extend({
	from: organ,
	packed: z.object(packed),
	madeAt: z.date(),
});

export const KeepOrganInput = z.object({
	organId: id.optional(),
	code,
	name: organName,
	aliases,
	email: text(200),
});
export const KeepOwnOrganInput = z.object({ unitId: id, code, name: organName, aliases, email: text(200) });
export const OrganInput = z.object({ organId: id });

/** What another organisation is to this one. */
const partnerRoles = ['superior', 'subordinate', 'peer'] as const;
export const AddPartnerInput = z.object({
	card: z.string({ error: 'issue_exchange_card' }).min(1, { error: 'issue_exchange_card' }).max(5_000),
	role: z.enum(partnerRoles, { error: 'issue_exchange_role' }),
});
export const PartnerInput = z.object({ partnerId: id });
export const ConfirmPartnerInput = PartnerInput.extend({
	print: z.string({ error: 'issue_exchange_print' }).max(100),
});
export const OutgoingInput = z.object({ parcelId: id });
export const RenewKeyInput = z.object({});
export const KeyBody = z.object({ generation: z.number().int().positive(), publicKey: z.string().max(100) });

const attachment = z.object({ name: z.string(), sha256, bytes: z.number().int().nonnegative() });
/** A parcel that came, with the receipt that goes back for it. */
export const KeepParcelInput = z.object({
	partnerId: id,
	id,
	conversation: z.string(),
	sequence: z.number().int().positive(),
	kind: z.string(),
	body: z.string(),
	attachments: z.array(attachment),
	digest: z.string(),
	state: z.enum(['waiting', 'refused']),
	reason: z.string(),
	sentAt: z.date(),
	receipt: z.string(),
	receiptSignature: z.string(),
});
export type KeepParcel = z.output<typeof KeepParcelInput>;

/** What became of an attempt to deliver a parcel. */
export const RecordDeliveryInput = z.object({
	parcelId: id,
	outcome: z.enum(['delivered', 'refused', 'failed']),
	/** Why it failed or was refused: the key of the words. */
	error: z.string().max(200),
	receipt: z.string(),
	receiptSignature: z.string(),
	restMs: z.number().nonnegative(),
});
export const TakeParcelInput = z.object({ partnerId: id, id });
export const PostponeParcelInput = TakeParcelInput.extend({ error: z.string().max(500), restMs: z.number() });
