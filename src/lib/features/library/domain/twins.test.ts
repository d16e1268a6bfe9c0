import { expect, test } from 'vitest';
import { bandsOf, likeness, sketchOf } from './likeness.ts';
import { periodOf } from './registers.ts';
import { twinKindOf } from './twins.ts';

const sentences = Array.from(
	{ length: 40 },
	(_, at) => `Điều ${at}. Chi bộ giao đồng chí số ${at * 7} theo dõi việc thứ ${at * 3} trong quý ${at % 4}.`,
);
const text = (lines: readonly string[]) => lines.map((line) => ({ text: line }));

test('the same text has the same sketch whatever its case, marks, spaces and paragraphs', () => {
	const one = sketchOf(text(sentences));
	const other = sketchOf(text([sentences.join('   ').toUpperCase().normalize('NFD')]));
	expect(likeness(one, other)).toBe(1);
	expect(sketchOf(text(['quá ngắn']))).toBeNull();
});

test('likeness follows how much two texts share, and like texts meet in a band', () => {
	const half = text([
		...sentences.slice(0, 20),
		...sentences.slice(0, 20).map((line) => `${line} đã sửa khác hẳn`),
	]);
	const near = text(sentences.map((line, at) => (at === 5 ? `${line} thêm` : line)));
	const sketch = sketchOf(text(sentences)) ?? [];
	expect(likeness(sketch, sketchOf(near))).toBeGreaterThan(0.85);
	expect(likeness(sketch, sketchOf(half))).toBeLessThan(0.7);
	expect(
		likeness(
			sketch,
			sketchOf(
				text([
					'hoàn toàn khác '.repeat(40),
					...'abcdefghijklmnop'.split('').map((letter) => `${letter} ${letter}x ${letter}y ${letter}z`),
				]),
			),
		),
	).toBeLessThan(0.1);
	const bands = new Set(bandsOf(sketch));
	expect(bandsOf(sketchOf(near) ?? []).some((band) => bands.has(band))).toBe(true);
	expect(bandsOf(sketch).every(Number.isSafeInteger)).toBe(true);
});

test('the same text is another format; the same key with another text is a later version; the number alone is a hint', () => {
	const key = { numberKey: '05-nq-cb', type: 'Nghị quyết', issuedOn: '2026-03-03' };
	expect(twinKindOf(key, key, 0.95, false)).toBe('same_text');
	expect(twinKindOf(key, key, 0.5, false)).toBe('later_version');
	expect(twinKindOf(key, key, 0.5, true)).toBe('same_text');
	expect(twinKindOf(key, { ...key, issuedOn: null }, null, false)).toBe('same_number');
	// The same number of another term is another document.
	expect(twinKindOf(key, { ...key, issuedOn: '2021-03-03' }, 0.1, false)).toBeNull();
	// A template that is filled in anew each year bears another number.
	expect(twinKindOf(key, { ...key, numberKey: '06-nq-cb' }, 0.95, false)).toBeNull();
	expect(twinKindOf({ ...key, numberKey: '' }, key, 0.95, false)).toBe('same_text');
});

test('the numbers of a register begin anew with the year, or with the term', () => {
	const byTerm = {
		restart: 'term' as const,
		terms: [
			{ name: '2020-2025', from: '2020-08-01' },
			{ name: '2025-2030', from: '2025-08-15' },
		],
	};
	expect(periodOf({ restart: 'year', terms: [] }, '2026-12-31')).toBe('2026');
	expect(periodOf(byTerm, '2025-08-14')).toBe('2020-2025');
	expect(periodOf(byTerm, '2027-01-01')).toBe('2025-2030');
	expect(periodOf(byTerm, '2019-01-01')).toBe('2019');
});
