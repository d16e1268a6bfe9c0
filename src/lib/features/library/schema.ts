import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';

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
	errorKey: z.string().nullable(),
	errorDetail: z.record(z.string(), z.union([z.string(), z.number()])),
	recognised: z.record(z.string(), z.unknown()).nullable(),
	reading: z.record(z.string(), z.unknown()).nullable(),
	number: z.string().nullable(),
});

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
});
export const CorrectDocumentInput = z.object({ documentId: id, ...facts, title });
export const SetIntakeAsideInput = z.object({ intakeId: id });
