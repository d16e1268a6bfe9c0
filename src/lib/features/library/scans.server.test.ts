import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { sha256Of } from '#lib/platform/files/store.ts';
import { openPages, type Pages } from '#lib/platform/ocr/pages.ts';
import type { ReadPage } from '#lib/platform/ocr/rows.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { drawnResolution } from '../../../../tests/support/draw-page.ts';
import { confirmIntake, receiveFile } from './commands.server.ts';
import { intakesOf } from './intakes.server.ts';
import { readScans } from './jobs.server.ts';

const database = useDatabase();
const pages = openPages({ background: true });
afterAll(() => pages.close());

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const clerk = await buildPerson(database, tenant, cell, 'Nguyễn Văn Thư', {
		standing: 'official',
		roles: ['clerk'],
	});
	const door = database.door(clerk);
	const receive = (filePath: string, bytes: Uint8Array) =>
		receiveFile(door, {
			unitId: cell.id,
			batchId: randomUUID(),
			filePath,
			bytes: new Uint8Array(bytes),
		});
	return { tenant, cell, door, receive };
};

/** Pages that were read already: what the reader of scans would say of each. */
const readAs = (...texts: string[][]): { pages: Pages; asked: number[] } => {
	const asked: number[] = [];
	const pageOf = (lines: string[]): ReadPage => ({
		width: 1000,
		height: 1400,
		lines: lines.map((line, at) =>
			line.split(' ').map((text, word) => ({
				text,
				x0: 100 + word * 60,
				x1: 150 + word * 60,
				y0: 100 + at * 40,
				y1: 130 + at * 40,
				confidence: 90,
			})),
		),
	});
	return {
		asked,
		pages: {
			count: async () => texts.length,
			read: async (_file, page) => {
				asked.push(page);
				return { read: pageOf(texts[page - 1] ?? []), red: null };
			},
			draw: async () => new Uint8Array(),
			close: () => {},
		},
	};
};

test('a scan is received at once, read in the background, recognised, and confirmed like any other file', {
	timeout: 180_000,
}, async () => {
	const { cell, door, receive } = await scene();
	const received = await receive('nq.png', drawnResolution('07-NQ/CB'));
	expect(received).toMatchObject({ state: 'reading', error: null });
	const waits = await look(door, (tx) => intakesOf(tx, door.actor, cell.id, door.clock()));
	expect(waits.reading).toMatchObject([{ id: received.intakeId, read: 0 }]);
	await expect(confirmIntake(door, { intakeId: received.intakeId, title: 'sớm' })).rejects.toMatchObject({
		kind: 'conflict',
		key: 'failure_intake_being_read',
	});
	expect(await readScans(door, pages)).toBe(1);
	const { waiting, reading } = await look(door, (tx) => intakesOf(tx, door.actor, cell.id, door.clock()));
	expect(reading).toEqual([]);
	expect(waiting[0]?.recognised).toMatchObject({
		type: { value: 'Nghị quyết' },
		number: { value: '07-NQ/CB' },
		date: { value: '2026-03-03' },
	});
	const [page] =
		await database.owner`select page, confidence, words from intake_page where intake_id = ${received.intakeId}`;
	expect(page).toMatchObject({ page: 1, words: null });
	expect(page?.['confidence']).toBeGreaterThan(0.7);
	const { documentId } = await confirmIntake(door, {
		intakeId: received.intakeId,
		title: 'về sinh hoạt chi bộ',
	});
	const anchors =
		await database.owner`select anchor from clause where document_id = ${documentId} and is_section order by ordinal`;
	expect(anchors.map((row) => row['anchor'])).toEqual(['muc-i.khoan-1', 'muc-i.khoan-2', 'muc-ii.khoan-1']);
});

test('a scan on which a mark of secrecy is stamped in red is wiped; only the hash stays', {
	timeout: 180_000,
}, async () => {
	const { tenant, cell, door, receive } = await scene();
	const bytes = drawnResolution('08-NQ/CB', [
		{ text: 'TỐI MẬT', at: 0.14, y: 370, size: 34, red: true, framed: true },
	]);
	const { intakeId } = await receive('quet.png', bytes);
	expect(await door.files.has(sha256Of(bytes))).toBe(true);
	await readScans(door, pages);
	expect(await door.files.has(sha256Of(bytes))).toBe(false);
	for (const table of ['intake', 'intake_page', 'stored_file'])
		expect(
			await database.owner.unsafe(`select from ${table} where tenant_id = '${tenant.tenantId}'`),
			table,
		).toHaveLength(0);
	const events =
		await database.owner`select verb, before, after, subject_id from event where tenant_id = ${tenant.tenantId} and verb <> 'intake.received'`;
	expect(events).toMatchObject([
		{
			verb: 'intake.refused_secret',
			before: null,
			after: { sha256: sha256Of(bytes), afterReading: true },
			subject_id: null,
		},
	]);
	expect(intakeId).not.toBeNull();
	const { refused } = await look(door, (tx) => intakesOf(tx, door.actor, cell.id, door.clock()));
	expect(refused).toHaveLength(1);
});

test('a secret scan that another organisation received too is wiped when the last of them forgets it', async () => {
	const one = await scene();
	const other = await scene();
	const bytes = drawnResolution('09-NQ/CB');
	await one.receive('a.png', bytes);
	await other.receive('a.png', bytes);
	await readScans(one.door, readAs(['CHI BỘ', 'MẬT', 'NGHỊ QUYẾT']).pages);
	expect(await database.owner`select from intake where sha256 = ${sha256Of(bytes)}`).toHaveLength(0);
	expect(await one.door.files.has(sha256Of(bytes))).toBe(false);
});

test('a reading that was cut off goes on at the page where it was, and nobody reads beside it', async () => {
	const { door, receive } = await scene();
	const { intakeId } = await receive('ba-trang.png', drawnResolution('10-NQ/CB'));
	const first = readAs(['CHI BỘ VĂN PHÒNG'], ['trang hai'], ['trang ba']);
	let left = 2;
	await readScans(door, first.pages, () => left-- > 0);
	expect(first.asked).toEqual([1]);
	// The one that was cut off still holds the scan for some minutes.
	const beside = readAs(['x'], ['y'], ['z']);
	expect(await readScans(door, beside.pages)).toBe(0);
	const later = { ...door, clock: () => new Date(door.clock().getTime() + 3_600_000) };
	const second = readAs(['CHI BỘ VĂN PHÒNG'], ['trang hai'], ['trang ba']);
	expect(await readScans(later, second.pages)).toBe(1);
	expect(second.asked).toEqual([2, 3]);
	const [intake] = await database.owner`select state, pages, reading from intake where id = ${intakeId}`;
	expect(intake).toMatchObject({ state: 'waiting', pages: 3 });
	expect(JSON.stringify(intake?.['reading'])).toContain('trang ba');
});

test('a page that can not be read loses only itself; a file that can not be opened says so and can be tried again', async () => {
	const { door, receive } = await scene();
	const { intakeId } = await receive('hai-trang.png', drawnResolution('11-NQ/CB'));
	const read = readAs(['CHI BỘ VĂN PHÒNG', 'Số 11-NQ/CB'], ['không đọc được']);
	const half: Pages = {
		...read.pages,
		read: (file, page) => (page === 2 ? Promise.reject(new Error('bad page')) : read.pages.read(file, page)),
	};
	await readScans(door, half);
	const [intake] = await database.owner`select state from intake where id = ${intakeId}`;
	expect(intake).toMatchObject({ state: 'waiting' });
	const bad = await receive('hong.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]));
	await readScans(door, { ...read.pages, count: () => Promise.reject(new Error('no picture')) });
	const [failed] = await database.owner`select state, error_key from intake where id = ${bad.intakeId}`;
	expect(failed).toMatchObject({ state: 'failed', error_key: 'unreadable' });
});
