import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { Unreadable } from './reading.ts';
import { defaultZipLimits, filesInZip, safeName } from './zip.ts';

const text = (words: string): Uint8Array => strToU8(words);
const namesIn = (bytes: Uint8Array): string[] => filesInZip(bytes).files.map(({ name }) => name);
const refusal = (bytes: Uint8Array, limits = defaultZipLimits): string => {
	try {
		filesInZip(bytes, limits);
		return 'taken';
	} catch (error) {
		return error instanceof Unreadable ? error.key : 'crash';
	}
};
/** Sets bits in every header of the archive: what a zip program writes for a locked file, or an older one for names. */
const withFlag = (bytes: Uint8Array, set: number, clear = 0): Uint8Array => {
	const copy = bytes.slice();
	const view = new DataView(copy.buffer);
	for (let at = 0; at + 4 <= copy.length; at++) {
		const signature = view.getUint32(at, true);
		const flags = signature === 0x04034b50 ? at + 6 : signature === 0x02014b50 ? at + 8 : 0;
		if (flags) view.setUint16(flags, (view.getUint16(flags, true) | set) & ~clear, true);
	}
	return copy;
};

test('files come out with their folders as part of the name, without the litter of systems', () => {
	const bytes = zipSync({
		'Công văn/cv 12.txt': text('một'),
		'__MACOSX/._cv 12.txt': text('x'),
		'.DS_Store': text('x'),
		'Thumbs.db': text('x'),
		'~$cv.docx': text('x'),
		'nq.txt': text('hai'),
	});
	expect(
		filesInZip(bytes).files.map(({ name, bytes: content }) => [name, new TextDecoder().decode(content)]),
	).toEqual([
		['Công văn/cv 12.txt', 'một'],
		['nq.txt', 'hai'],
	]);
});

test('names lead nowhere but into the archive', () => {
	expect(safeName('../../etc/passwd')).toBe('etc/passwd');
	expect(safeName('C:\\Users\\a\\b.docx')).toBe('Users/a/b.docx');
	expect(safeName('/a/./b\u202Ecod.exe')).toBe('a/bcod.exe');
	expect(namesIn(zipSync({ '../../x/../a.txt': text('một') }))).toEqual(['x/a.txt']);
});

test('names in code page 437 and in unmarked UTF-8 are read', () => {
	const unmarked = withFlag(zipSync({ 'Nghị quyết.txt': text('một') }), 0, 0x800);
	expect(namesIn(unmarked)).toEqual(['Nghị quyết.txt']);
	const old = zipSync({ 'caX.txt': text('một') });
	for (let at = 0; at < old.length; at++) if (old[at] === 0x58) old[at] = 0x82;
	expect(namesIn(old)).toEqual(['caé.txt']);
});

test('archives within archives open to a depth, documents that are packed stay whole', () => {
	const document = zipSync({ '[Content_Types].xml': text('<Types/>'), 'word/document.xml': text('<w/>') });
	const inner = zipSync({ 'a.txt': text('một'), 'b.docx': document });
	expect(namesIn(zipSync({ 'gói.zip': inner }))).toEqual(['gói.zip/a.txt', 'gói.zip/b.docx']);
	const deep = zipSync({ 'c.zip': zipSync({ 'd.zip': zipSync({ 'e.zip': inner }) }), 'f.txt': text('hai') });
	const found = filesInZip(deep);
	expect(found.files.map(({ name }) => name)).toEqual(['f.txt']);
	expect(found.left).toEqual([{ name: 'c.zip/d.zip/e.zip', reason: 'nested-too-deep' }]);
});

test('bombs, locked, empty, cut and overfull archives each get their answer', () => {
	const zeros = zipSync({ 'a.txt': new Uint8Array(20_000_000), 'b.txt': new Uint8Array(20_000_000) });
	expect(zeros.length).toBeLessThan(200_000);
	expect(refusal(zeros, { ...defaultZipLimits, unpackedBytes: 30_000_000 })).toBe('unpacks-too-large');
	const one = zipSync({ 'a.txt': text('một') });
	expect(refusal(withFlag(one, 1))).toBe('password');
	expect(refusal(zipSync({}))).toBe('no-files');
	expect(refusal(one.subarray(0, one.length - 30))).toBe('truncated');
	expect(
		refusal(zipSync({ a: text('1'), b: text('2'), c: text('3') }), { ...defaultZipLimits, files: 2 }),
	).toBe('too-many-files');
});

test('members that share their bytes are a bomb', () => {
	const bytes = zipSync({ 'a.txt': text('một hai ba'), 'b.txt': text('một hai ba') }).slice();
	const view = new DataView(bytes.buffer);
	for (let at = 0; at + 4 <= bytes.length; at++)
		if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 42, 0, true);
	expect(refusal(bytes)).toBe('unpacks-too-large');
});

test('one damaged file does not keep the others in', () => {
	const bytes = zipSync({ 'a.txt': text('một'), 'b.txt': text('hai') }, { level: 0 });
	bytes[30 + 5] = 0x5a;
	const found = filesInZip(bytes);
	expect(found.files.map(({ name }) => name)).toEqual(['b.txt']);
	expect(found.left).toEqual([{ name: 'a.txt', reason: 'truncated' }]);
});
