import { sql } from 'kysely';
import { command } from '#lib/platform/command/command.ts';
import { nudge } from '#lib/platform/jobs/jobs.ts';
import { scannedOf } from '#lib/platform/ocr/read-scan.ts';
import type { ReadPage } from '#lib/platform/ocr/rows.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { numberKey } from '#lib/text/fold.ts';
import { sketchOf } from './domain/likeness.ts';
import { type OfferedFacts, withOffered } from './domain/offered.ts';
import { recognise } from './domain/recognise.ts';
import { doubtScan } from './domain/scan-doubt.ts';
import { secretMarkOf } from './domain/secrecy.ts';
import { mayFile, mayReadScan } from './policy.ts';
import { readScansJob } from './scan-job.ts';
import {
	ClaimScanInput,
	FailScanInput,
	FinishScanInput,
	ForgetScanInput,
	KeepPageInput,
	ReadScanAgainInput,
} from './schema.ts';

/** A scan that one process reads now: its file, and which pages were read already. */
export type ClaimedScan = { intakeId: string; sha256: string; format: string; read: number[] };

/** For how long a scan is taken; each page that was read takes it anew. A process that died lets it go by itself. */
const LEASE_MINUTES = 4;
const lease = (now: Date): Date => new Date(now.getTime() + LEASE_MINUTES * 60_000);

/** Takes the scan that has waited longest and that nobody reads; null when there is none. */
export const claimScan = command(
	'intake.claim_scan',
	ClaimScanInput,
	async ({ tx, actor, now, permit }): Promise<ClaimedScan | null> => {
		permit(mayReadScan(actor));
		const found = await sql<ClaimedScan>`
			update intake i set read_until = ${lease(now)}
			where i.tenant_id = ${actor.tenantId} and i.id = (
				select id from intake where tenant_id = ${actor.tenantId} and state = 'reading' and (read_until is null or read_until <= ${now})
				order by received_at, id limit 1 for update skip locked)
			returning i.id as "intakeId", i.sha256, i.format,
				coalesce((select array_agg(p.page) from intake_page p where p.tenant_id = i.tenant_id and p.intake_id = i.id), '{}') as read`.execute(
			tx,
		);
		return found.rows[0] ?? null;
	},
	{ silent: true },
);

/** Says that the scan is still being read: a page may take long on a busy machine. */
export const holdScan = command(
	'intake.hold_scan',
	FinishScanInput,
	async ({ tx, actor, now, permit }, { intakeId }) => {
		permit(mayReadScan(actor));
		await tx
			.updateTable('intake')
			.set({ read_until: lease(now) })
			.where('id', '=', intakeId)
			.where('state', '=', 'reading')
			.execute();
	},
	{ silent: true },
);

/** Keeps a page that was read, so that a reading that was cut off goes on where it was. */
export const keepPage = command(
	'intake.keep_page',
	KeepPageInput,
	async ({ tx, actor, now, permit }, input) => {
		permit(mayReadScan(actor));
		const taken = await tx
			.updateTable('intake')
			.set({ pages: input.pages, read_until: lease(now) })
			.where('id', '=', input.intakeId)
			.where('state', '=', 'reading')
			.returning('id')
			.executeTakeFirst();
		if (!taken) throw conflict('failure_intake_settled');
		await tx
			.insertInto('intake_page')
			.values({
				tenant_id: actor.tenantId,
				intake_id: input.intakeId,
				page: input.page,
				confidence: input.confidence,
				words: JSON.stringify(input.words),
				read_at: now,
			})
			.onConflict((at) => at.columns(['tenant_id', 'intake_id', 'page']).doNothing())
			.execute();
	},
	{ silent: true },
);

/** All pages are read: facts are recognised and the scan waits for confirmation like any other file. */
export const finishScan = command('intake.finish_scan', FinishScanInput, async (context, { intakeId }) => {
	const { tx, actor } = context;
	context.permit(mayReadScan(actor));
	const intake = await tx
		.selectFrom('intake')
		.select(['id', 'unit_id', 'pages', 'sha256', 'offered'])
		.where('id', '=', intakeId)
		.where('state', '=', 'reading')
		.forUpdate()
		.executeTakeFirst();
	if (!intake) throw conflict('failure_intake_settled');
	const rows = await tx
		.selectFrom('intake_page')
		.select(['page', 'words'])
		.where('tenant_id', '=', actor.tenantId)
		.where('intake_id', '=', intakeId)
		.orderBy('page')
		.execute();
	const scanned = scannedOf(
		rows.flatMap(({ page, words }) => (words ? [{ page, read: words as unknown as ReadPage }] : [])),
	);
	if (secretMarkOf(scanned.paragraphs)) return { secret: true };
	const hasText = /\p{L}{2}/u.test(scanned.paragraphs.map(({ text }) => text).join(' '));
	const recognised = withOffered(
		doubtScan(recognise(scanned.paragraphs), scanned.sureness),
		intake.offered as OfferedFacts | null,
	);
	const number = recognised.number.value;
	await tx
		.updateTable('intake')
		.set({
			state: hasText ? 'waiting' : 'failed',
			error_key: hasText ? null : 'no-text',
			error_detail: '{}',
			read_until: null,
			recognised: JSON.stringify(recognised),
			reading: JSON.stringify({
				paragraphs: scanned.paragraphs,
				pages: intake.pages,
				characters: scanned.characters,
				warnings: [],
				isScan: true,
			}),
			number_key: number ? numberKey(number) : '',
			sketch: sketchOf(scanned.paragraphs),
		})
		.where('id', '=', intakeId)
		.execute();
	// The words have gone into the text; how sure each page was stays to be seen.
	await tx
		.updateTable('intake_page')
		.set({ words: null })
		.where('tenant_id', '=', actor.tenantId)
		.where('intake_id', '=', intakeId)
		.execute();
	await context.emit('intake.scan_read', {
		subject: { type: 'intake', id: intakeId },
		unitId: intake.unit_id,
		after: { sha256: intake.sha256, pages: intake.pages },
	});
	return { secret: false };
});

/** The scan could not be read: said so beside it, and kept. */
export const failScan = command(
	'intake.fail_scan',
	FailScanInput,
	async (context, { intakeId, errorKey }) => {
		context.permit(mayReadScan(context.actor));
		const failed = await context.tx
			.updateTable('intake')
			.set({ state: 'failed', error_key: errorKey, error_detail: '{}', read_until: null })
			.where('id', '=', intakeId)
			.where('state', '=', 'reading')
			.returning(['unit_id'])
			.executeTakeFirst();
		if (!failed) throw conflict('failure_intake_settled');
		await context.emit('intake.scan_failed', {
			subject: { type: 'intake', id: intakeId },
			unitId: failed.unit_id,
			after: { error: errorKey },
		});
	},
);

/**
 * A mark of secrecy was found on a page: what was read is taken away with the intake, and the event says only hash and
 * time. @returns the hash whose bytes are to be wiped; null when another organisation of the installation keeps them
 */
export const forgetScan = command(
	'intake.forget_scan',
	ForgetScanInput,
	async (context, { intakeId }): Promise<string | null> => {
		const { tx, actor } = context;
		context.permit(mayReadScan(actor));
		const intake = await tx
			.deleteFrom('intake')
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', intakeId)
			.where('state', '=', 'reading')
			.returning(['unit_id', 'sha256'])
			.executeTakeFirst();
		if (!intake) throw conflict('failure_intake_settled');
		const { sha256 } = intake;
		await context.emit('intake.refused_secret', {
			subject: { type: 'file', id: null },
			unitId: intake.unit_id,
			after: { sha256, afterReading: true },
		});
		const kept = await sql`
			select from intake where tenant_id = ${actor.tenantId} and sha256 = ${sha256}
			union all select from rendition where tenant_id = ${actor.tenantId} and sha256 = ${sha256}`.execute(tx);
		if (kept.rows.length > 0) return null;
		const gone = await sql<{ forget_file: boolean }>`select forget_file(${sha256})`.execute(tx);
		return gone.rows[0]?.forget_file ? sha256 : null;
	},
);

/** Has a scan read once more that could not be read. */
export const readScanAgain = command(
	'intake.read_scan_again',
	ReadScanAgainInput,
	async (context, { intakeId }) => {
		const { tx, actor } = context;
		const intake = await tx
			.selectFrom('intake')
			.select(['unit_id', 'state', 'format', 'error_key'])
			.where('id', '=', intakeId)
			.forUpdate()
			.executeTakeFirst();
		if (!intake || !mayFile(actor, intake.unit_id).allowed) throw missing('failure_not_found');
		context.permit(mayFile(actor, intake.unit_id));
		if (intake.state !== 'failed' || !scanFormats.includes(intake.format ?? ''))
			throw conflict('failure_intake_settled');
		await tx
			.updateTable('intake')
			.set({ state: 'reading', error_key: null })
			.where('id', '=', intakeId)
			.execute();
		await context.emit('intake.read_again', {
			subject: { type: 'intake', id: intakeId },
			unitId: intake.unit_id,
			before: { error: intake.error_key },
		});
		await nudge(tx, readScansJob, {});
	},
);

const scanFormats = ['pdf', 'jpg', 'png', 'tiff'];
