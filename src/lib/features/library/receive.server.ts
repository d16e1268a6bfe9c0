import { sql } from 'kysely';
import { command, type Door } from '#lib/platform/command/command.ts';
import { readDocument } from '#lib/platform/file-readers/read-document.ts';
import type { ReadErrorKey, Reading } from '#lib/platform/file-readers/reading.ts';
import { sha256Of } from '#lib/platform/files/store.ts';
import { nudge } from '#lib/platform/jobs/jobs.ts';
import { scanOf } from '#lib/platform/ocr/scan-kind.ts';
import { invalid, refused } from '#lib/shared/failures.ts';
import { numberKey } from '#lib/text/fold.ts';
import { sketchOf } from './domain/likeness.ts';
import { withOffered } from './domain/offered.ts';
import { recognise } from './domain/recognise.ts';
import { secretMarkOf, secretMarkOfName } from './domain/secrecy.ts';
import { mayFile } from './policy.ts';
import { insertStoredFile } from './records.server.ts';
import { readScansJob } from './scan-job.ts';
import { type ReceiveFile, ReceiveFileInput, RecordIntakeInput, RefuseSecretInput } from './schema.ts';

/**
 * What became of a file: it waits for confirmation, is a scan that is being read, is there already, could not be read,
 * or bore a mark of secrecy.
 */
export type Received = {
	intakeId: string | null;
	state: 'reading' | 'waiting' | 'confirmed' | 'failed' | 'refused_secret';
	error: ReadErrorKey | null;
	detail: Record<string, string | number>;
	/** The same bytes had been received before. */
	again: boolean;
	/** The key of the words that tell it, where the state alone does not say enough. */
	key?: string;
};

/** The event that a secret file was refused: its hash and the time, without a word of it. */
export const refuseSecret = command('intake.refuse_secret', RefuseSecretInput, async (context, input) => {
	context.permit(mayFile(context.actor, input.unitId));
	await context.emit('intake.refused_secret', {
		subject: { type: 'file', id: null },
		unitId: input.unitId,
		after: { sha256: input.sha256 },
	});
});

/** States in which a file is there: dropping it again adds nothing. */
const live = ['reading', 'waiting', 'confirmed'] as const;

const recordIntake = command(
	'intake.record',
	RecordIntakeInput,
	async (context, input): Promise<Received> => {
		const { tx, actor, now } = context;
		context.permit(mayFile(actor, input.unitId));
		await insertStoredFile(context, input);
		const earlier = await tx
			.selectFrom('intake')
			.select(['id', 'state', 'error_key'])
			.where('unit_id', '=', input.unitId)
			.where('sha256', '=', input.sha256)
			.where('state', 'in', [...live, ...(input.errorKey ? (['failed'] as const) : [])])
			.orderBy('received_at', 'desc')
			.executeTakeFirst();
		const answer = (intakeId: string, state: string, again: boolean): Received => ({
			intakeId,
			state: state as Received['state'],
			error: state === 'failed' ? (input.errorKey as ReadErrorKey | null) : null,
			detail: input.errorDetail,
			again,
		});
		if (earlier) return answer(earlier.id, earlier.state, true);
		const twin = input.number
			? await tx
					.selectFrom('document')
					.select('id')
					.where('unit_id', '=', input.unitId)
					.where('number_key', '=', numberKey(input.number))
					.executeTakeFirst()
			: undefined;
		const id = context.newId();
		const state = input.errorKey ? 'failed' : input.isScan ? 'reading' : 'waiting';
		const inserted = await tx
			.insertInto('intake')
			.values({
				tenant_id: actor.tenantId,
				id,
				unit_id: input.unitId,
				batch_id: input.batchId,
				received_by: context.personId,
				received_at: now,
				file_path: input.filePath,
				sha256: input.sha256,
				bytes: input.bytes,
				format: input.format,
				state,
				error_key: input.errorKey,
				error_detail: JSON.stringify(input.errorDetail),
				offered: input.offered ? JSON.stringify(input.offered) : null,
				recognised: input.recognised ? JSON.stringify(input.recognised) : null,
				reading: input.reading ? JSON.stringify(input.reading) : null,
				duplicate_of: twin?.id ?? null,
				number_key: input.number ? numberKey(input.number) : '',
				sketch: input.sketch,
			})
			// Two people may drop the same file at the same moment. The predicate is written out: PostgreSQL matches it with the index.
			.onConflict((conflict) =>
				conflict
					.columns(['tenant_id', 'unit_id', 'sha256'])
					.where(sql<boolean>`state in ('reading', 'waiting', 'confirmed')`)
					.doNothing(),
			)
			.returning('id')
			.executeTakeFirst();
		if (!inserted) {
			const other = await tx
				.selectFrom('intake')
				.select(['id', 'state'])
				.where('unit_id', '=', input.unitId)
				.where('sha256', '=', input.sha256)
				.where('state', 'in', live)
				.executeTakeFirstOrThrow();
			return answer(other.id, other.state, true);
		}
		await context.emit('intake.received', {
			subject: { type: 'intake', id },
			unitId: input.unitId,
			after: { state, sha256: input.sha256 },
		});
		if (state === 'reading') await nudge(tx, readScansJob, {});
		return answer(id, state, false);
	},
	{ silent: true },
);

/** A file that was looked at and of which nothing has been stored. */
export type Examined = { input: ReceiveFile; reading: Reading };

/**
 * Looks at a file before a byte of it is stored. Reading happens outside of any transaction.
 * @returns what was read; null when it bears a mark of secrecy and must be refused
 * @throws Failure refused when the actor may not file in the unit, invalid for input that is none
 */
export const examineFile = async (door: Door, raw: ReceiveFile): Promise<Examined | null> => {
	const parsed = ReceiveFileInput.safeParse(raw);
	if (!parsed.success)
		throw invalid(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
	const input = parsed.data;
	const may = mayFile(door.actor, input.unitId);
	if (!may.allowed) throw refused(may.key);
	const name = input.filePath.split(/[/\\]/).at(-1) ?? input.filePath;
	if (secretMarkOfName(name)) return null;
	const reading = await readDocument({ bytes: input.bytes, name });
	return reading.ok && secretMarkOf(reading.paragraphs) ? null : { input, reading };
};

/** Keeps a file that was looked at: first the bytes, then says so in the database. */
export const keepExamined = async (door: Door, { input, reading }: Examined): Promise<Received> => {
	const { sha256, bytes } = await door.files.put(input.bytes);
	const place = {
		unitId: input.unitId,
		batchId: input.batchId,
		filePath: input.filePath,
		sha256,
		bytes,
		offered: input.offered ?? null,
	};
	if (!reading.ok) {
		const scan = scanOf(reading, input.bytes);
		return recordIntake(door, {
			...place,
			format: scan ?? reading.format,
			isScan: scan !== null,
			errorKey: scan ? null : reading.error,
			errorDetail: scan ? {} : reading.detail,
			recognised: null,
			reading: null,
			number: null,
			sketch: null,
		});
	}
	const recognised = withOffered(recognise(reading.paragraphs), input.offered);
	return recordIntake(door, {
		...place,
		format: reading.format,
		isScan: false,
		errorKey: null,
		errorDetail: {},
		recognised,
		reading: {
			paragraphs: reading.paragraphs,
			pages: reading.pages,
			characters: reading.characters,
			warnings: reading.warnings,
			mended: reading.mended,
		},
		number: recognised.number.value,
		sketch: sketchOf(reading.paragraphs),
	});
};

/** What is answered for a file that bore a mark of secrecy. */
export const refusedSecret: Received = {
	intakeId: null,
	state: 'refused_secret',
	error: null,
	detail: {},
	again: false,
};

/**
 * Receives one file: looks at it first (a mark of secrecy refuses it before a byte is stored), then keeps the bytes,
 * then says so in the database; whatever was answered is on disk.
 * @returns what became of the file; a bad file is an answer, not an exception
 * @throws Failure as examineFile does
 */
export const receiveFile = async (door: Door, raw: ReceiveFile): Promise<Received> => {
	const examined = await examineFile(door, raw);
	if (examined) return keepExamined(door, examined);
	await refuseSecret(door, { unitId: raw.unitId, sha256: sha256Of(raw.bytes) });
	return refusedSecret;
};
