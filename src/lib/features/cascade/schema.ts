import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' }).optional();
const text = (max: number, key: string) =>
	z
		.string({ error: key })
		.transform((typed) => typed.normalize('NFC').replaceAll('\r\n', '\n').trim())
		.pipe(z.string().min(1, { error: key }).max(max));

const days = { spreadBy: day, studyBy: day, programmeBy: day, reportBy: day };

export const SendInput = z.object({
	unitId: id,
	documentId: id,
	/** The receipt of the own unit that this hands on. */
	receiptId: id.optional(),
	kinds: z.array(z.string().max(40)).max(20).default([]),
	placeId: id.optional(),
	unitIds: z.array(id).max(5_000).default([]),
	/** Other organisations: partners of the exchange. */
	partnerIds: z.array(id).max(200).default([]),
	note: z.string().trim().max(2_000).default(''),
	...days,
});
export const WithdrawInput = z.object({ dispatchId: id, reason: text(1_000, 'issue_reason_needed') });
export const ReceiptInput = z.object({ receiptId: id });
export const TakeUpInput = z.object({
	receiptId: id,
	reason: z.string().trim().max(1_000).default(''),
	...days,
});
export const SetAsideInput = z.object({ receiptId: id, reason: text(1_000, 'issue_reason_needed') });
export const ReportInput = z.object({ receiptId: id, report: text(20_000, 'issue_cascade_report') });

const asked = z.object({
	spread: z.string().refine(isDay).nullable(),
	study: z.string().refine(isDay).nullable(),
	programme: z.string().refine(isDay).nullable(),
	report: z.string().refine(isDay).nullable(),
});
const onDay = z.string().refine(isDay).nullable();
const count = z.number().int().nonnegative();

/** What goes to another organisation beside the package of the document. */
export const DispatchBody = z.object({
	dispatchId: id,
	senderName: z.string().trim().min(1).max(300),
	sentAt: z.iso.datetime(),
	note: z.string().max(2_000),
	asked: asked.refine((days) => Object.values(days).some((day) => day !== null)),
	document: z.object({
		typeName: z.string().max(300),
		number: z.string().max(300),
		issuedOn: onDay,
		issuer: z.string().max(300),
		title: z.string().trim().min(1).max(2_000),
	}),
});
export const WithdrawBody = z.object({ dispatchId: id, reason: z.string().max(1_000) });
/** What comes back: everything that is to be known at this moment, so that only the latest counts. */
export const StateBody = z.object({
	dispatchId: id,
	state: z.object({
		receivedOn: onDay,
		takenUpOn: onDay,
		isSetAside: z.boolean(),
		reason: z.string().max(1_000),
		by: asked,
		spreadOn: onDay,
		assigned: count,
		studied: count,
		programmeOn: onDay,
		reportedOn: onDay,
		report: z.string().max(20_000),
		levels: z
			.array(
				z.object({
					depth: z.number().int().positive().max(20),
					units: count,
					totals: z.array(
						z.object({
							step: z.enum(['take_up', 'spread', 'study', 'programme', 'report']),
							owed: count,
							done: count,
							late: count,
						}),
					),
				}),
			)
			.max(20),
	}),
});
export const ArrivalInput = z.object({ arrivalId: id });
export const EnterArrivalInput = ArrivalInput.extend({ documentId: id });
export const TellPartnerInput = ArrivalInput.extend({ state: StateBody.shape.state });
