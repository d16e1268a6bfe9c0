import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { factFields } from './domain/doubt.ts';

const id = z.uuid();
const day = z.string().refine(isDay, { error: 'issue_day' });
const short = (max: number) => z.string().trim().max(max).optional();

/** A file as it is received; the bytes are looked at before anything is stored. */
export const ReceiveFileInput = z.object({
	unitId: id,
	batchId: id,
	/** Below the folder that was dropped. */
	filePath: z.string().min(1).max(1_000),
	bytes: z.instanceof(Uint8Array),
	/** What the message in which it came says of it (domain/offered.ts). */
	offered: z.partialRecord(z.enum(factFields), z.string().max(2_000)).optional(),
});
export type ReceiveFile = z.output<typeof ReceiveFileInput>;

export const RefuseSecretInput = z.object({ unitId: id, sha256: z.string().length(64) });

/** What the readers found in a file, ready to be kept. */
export const RecordIntakeInput = z.object({
	unitId: id,
	batchId: id,
	filePath: z.string().min(1).max(1_000),
	sha256: z.string().length(64),
	bytes: z.number().int().nonnegative(),
	format: z.string().nullable(),
	/** Its pages are pictures that have yet to be read. */
	isScan: z.boolean(),
	errorKey: z.string().nullable(),
	errorDetail: z.record(z.string(), z.union([z.string(), z.number()])),
	recognised: z.record(z.string(), z.unknown()).nullable(),
	reading: z.record(z.string(), z.unknown()).nullable(),
	number: z.string().nullable(),
	offered: z.record(z.string(), z.string()).nullable(),
	sketch: z.array(z.number().int()).nullable(),
});

const scanPage = z.looseObject({
	width: z.number(),
	height: z.number(),
	lines: z.array(z.array(z.looseObject({}))),
});
export const ClaimScanInput = z.object({});
export const KeepPageInput = z.object({
	intakeId: id,
	page: z.number().int().positive(),
	pages: z.number().int().positive(),
	confidence: z.number().min(0).max(1),
	words: scanPage,
});
export const FinishScanInput = z.object({ intakeId: id });
export const FailScanInput = z.object({ intakeId: id, errorKey: z.string() });
export const ForgetScanInput = z.object({ intakeId: id });
export const ReadScanAgainInput = z.object({ intakeId: id });

const title = z
	.string({ error: 'issue_title_needed' })
	.trim()
	.min(1, { error: 'issue_title_needed' })
	.max(2_000);
const facts = {
	typeCode: short(20),
	typeName: short(100),
	number: short(100),
	issuer: short(300),
	issuedOn: day.optional(),
};

export const ConfirmIntakeInput = z.object({
	intakeId: id,
	...facts,
	title,
	/** The document of which this file is another rendition: the same text in another format. */
	renditionOf: id.optional(),
	/** The document of which this file is a later version: its clauses keep their ids. */
	versionOf: id.optional(),
	/** Entered in the register of incoming documents, with the day of receipt and the sender (the issuer where empty). */
	incoming: z.literal('on').optional(),
	receivedOn: day.optional(),
	sender: short(300),
	/** Under which key others wait for this document (relations): told on in the event. */
	awaited: short(400),
});
export const CorrectDocumentInput = z.object({ documentId: id, ...facts, title });
export const IntakeInput = z.object({ intakeId: id });
