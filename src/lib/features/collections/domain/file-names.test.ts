import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanName, exportNames } from './file-names.ts';

const file = (over: Partial<Parameters<typeof exportNames>[0][number]>) => ({
	place: 1,
	typeName: 'Nghị quyết',
	number: '57-NQ/TW',
	title: 'Về đột phá phát triển khoa học, công nghệ',
	fileName: 'scan 001.PDF',
	...over,
});

test('a file is called by its place, its document and its title', () => {
	expect(
		exportNames([file({}), file({ place: 12, number: null, typeName: 'Báo cáo', fileName: 'x' })]),
	).toEqual([
		'01 - Nghị quyết 57-NQ-TW - Về đột phá phát triển khoa học, công nghệ.pdf',
		'12 - Báo cáo - Về đột phá phát triển khoa học, công nghệ',
	]);
});

test('two files never have one name, also where capitals do not count', () => {
	expect(exportNames([file({}), file({ title: 'VỀ ĐỘT PHÁ PHÁT TRIỂN KHOA HỌC, CÔNG NGHỆ' })])[1]).toMatch(
		/ \(2\)\.pdf$/,
	);
});

test('whatever a title holds, its name is one that every system takes', () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), (words) => {
			const name = cleanName(words);
			expect(name).not.toBe('');
			expect(name.length).toBeLessThanOrEqual(121);
			expect(name).not.toMatch(/[/\\:*?"<>|]|[. ]$/);
		}),
	);
	expect(cleanName('../../etc/passwd')).toBe('..-..-etc-passwd');
	expect(cleanName('CON')).toBe('_CON');
});
