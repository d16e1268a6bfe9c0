import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { findRoot } from '../config/config.ts';
import { readErrorMessage } from './messages.ts';
import { readDocument } from './read-document.ts';
import { defaultLimits } from './reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'thuctien-readers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sample = (name: string): Uint8Array =>
	new Uint8Array(readFileSync(join(findRoot(), 'seed/documents', name)));
const errorOf = async (name: string, bytes: Uint8Array, limits = defaultLimits): Promise<string> => {
	const reading = await readDocument({ bytes, name }, limits);
	if (reading.ok) return 'read';
	expect(readErrorMessage(reading.error, reading.detail)).toMatch(/\p{L}{2}/u);
	return reading.error;
};

test.each([
	'nghi-dinh-30-2020.docx',
	'nghi-quyet-78-2025.pdf',
	'nghi-quyet-66-7-2025.html',
	'nghi-quyet-05-nq-cb.txt',
	'nghi-quyet-57-nq-tw.md',
	'chi-thi-09-2009.doc',
])('%s is read', async (name) => {
	const reading = await readDocument({ bytes: sample(name), name });
	expect(reading).toMatchObject({ ok: true, format: name.split('.').at(-1) });
	expect(reading.ok && reading.paragraphs.length).toBeGreaterThan(20);
});

test('an empty file, a truncated one, one with a wrong ending, one of another kind: each says what it is', async () => {
	expect(await errorOf('trong.docx', new Uint8Array())).toBe('empty-file');
	expect(await errorOf('cut.docx', sample('nghi-dinh-30-2020.docx').subarray(0, 20_000))).toBe('truncated');
	expect(await errorOf('anh.exe', new Uint8Array([0x4d, 0x5a, 0, 0, 1, 2, 3]))).toBe('unsupported-format');
	expect(['wrong-ending', 'unreadable', 'truncated']).toContain(
		await errorOf('gia.docx', new TextEncoder().encode('chỉ là chữ thường')),
	);
});

test('a docx that unpacks beyond the limit is not opened', async () => {
	const bomb = zipSync({
		'[Content_Types].xml': new TextEncoder().encode('<Types/>'),
		'word/document.xml': new Uint8Array(30_000_000),
	});
	expect(bomb.byteLength).toBeLessThan(200_000);
	expect(await errorOf('bom.docx', bomb, { ...defaultLimits, unpackedBytes: 10_000_000 })).toBe(
		'unpacks-too-large',
	);
});

test('a text of a gigabyte is refused without being read', async () => {
	const path = join(folder, 'lon.txt');
	closeSync(openSync(path, 'w'));
	truncateSync(path, 1_073_741_824);
	const before = process.memoryUsage().rss;
	expect(await readDocument({ path })).toMatchObject({ ok: false, error: 'too-large' });
	expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1_048_576);
});
