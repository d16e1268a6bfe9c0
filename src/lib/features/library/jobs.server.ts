import { sql } from 'kysely';
import type { Door } from '#lib/platform/command/command.ts';
import { installation } from '#lib/platform/installation.ts';
import { job } from '#lib/platform/jobs/jobs.ts';
import { log } from '#lib/platform/log.ts';
import { openPages, type Pages } from '#lib/platform/ocr/pages.ts';
import { confidenceOf, type ReadPage } from '#lib/platform/ocr/rows.ts';
import type { ScanFormat } from '#lib/platform/ocr/scan-kind.ts';
import { bearsSecretStamp } from '#lib/platform/ocr/secret-stamp.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import { readScansJob as named } from './scan-job.ts';
import {
	type ClaimedScan,
	claimScan,
	failScan,
	finishScan,
	forgetScan,
	holdScan,
	keepPage,
} from './scans.server.ts';

const forget = async (door: Door, scan: ClaimedScan): Promise<void> => {
	const sha256 = await forgetScan(door, { intakeId: scan.intakeId });
	if (sha256) await door.files.wipe(sha256);
};

/** A page that can't be drawn or read counts as read without text: one bad page must not lose the other eighty. */
const emptyPage: ReadPage = { width: 1, height: 1, lines: [] };

const readScan = async (door: Door, pages: Pages, scan: ClaimedScan, goOn: () => boolean): Promise<void> => {
	const file = { path: door.files.placeOf(scan.sha256), format: scan.format as ScanFormat };
	const count = await pages.count(file);
	for (let page = 1; page <= count; page++) {
		if (scan.read.includes(page)) continue;
		if (!goOn()) return;
		const again = () => pages.read(file, page);
		const { read, red } = await again()
			.catch(again)
			.catch((error: unknown) => {
				log.warn({ intake: scan.intakeId, page, error: String(error) }, 'page not read');
				return { read: emptyPage, red: null };
			});
		// Looked at before a word of it is kept.
		if (bearsSecretStamp(read, red)) return forget(door, scan);
		const kept = { intakeId: scan.intakeId, page, pages: count, confidence: confidenceOf(read), words: read };
		await keepPage(door, kept);
	}
	const { secret } = await finishScan(door, { intakeId: scan.intakeId });
	if (secret) await forget(door, scan);
};

/** Well within the time for which a scan is taken. */
const HELD_EVERY = 60_000;

/**
 * Reads the scans that wait, tenant by tenant, each once whatever runs beside. Safe to run twice and to be cut off.
 * @param goOn asked before each page; what is left is taken up by the next run
 * @returns how many scans were read or given up
 */
export const readScans = async (
	installed: Pick<Door, 'db' | 'files' | 'clock'>,
	pages: Pages,
	goOn: () => boolean = () => true,
): Promise<number> => {
	const tenants = await sql<{ id: string }>`select every_tenant() as id`.execute(installed.db);
	let done = 0;
	for (const { id } of tenants.rows) {
		const door: Door = { ...installed, actor: systemActor(id), requestId: uuidv7() };
		for (let scan = await claimScan(door, {}); scan && goOn(); scan = await claimScan(door, {})) {
			const { intakeId } = scan;
			const held = setInterval(() => void holdScan(door, { intakeId }).catch(() => {}), HELD_EVERY);
			try {
				await readScan(door, pages, scan, goOn);
			} catch (error) {
				log.warn({ intake: intakeId, error: String(error) }, 'scan not read');
				await failScan(door, { intakeId, errorKey: 'unreadable' }).catch(() => {});
			} finally {
				clearInterval(held);
			}
			done += 1;
		}
	}
	return done;
};

/** How long one run goes on; the queue gives a run fifteen minutes. */
const RUN_MINUTES = 10;

/** Every minute, and as soon as a scan is received: pages are read one after another with the lowest priority. */
export const readScansJob = job({
	...named,
	schedule: '* * * * *',
	run: async () => {
		const pages = openPages({ background: true });
		const started = Date.now();
		try {
			const done = await readScans(installation(), pages, () => Date.now() - started < RUN_MINUTES * 60_000);
			if (done > 0) log.info({ scans: done }, 'scans read');
		} finally {
			pages.close();
		}
	},
});
