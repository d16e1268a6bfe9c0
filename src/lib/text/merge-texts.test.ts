import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeTexts } from './merge-texts.ts';

const base =
	'Tôi nắm được ba điểm mới của nghị quyết.\n\nTrong quý tới tôi sẽ rà soát hồ sơ tồn đọng của phòng.';

test('what was written at different places on two devices stands in one text', () => {
	const phone = base.replace('ba điểm mới', 'bốn điểm mới');
	const computer = `${base} Báo cáo chi bộ trước ngày 15.`;
	expect(mergeTexts(base, phone, computer)).toBe(
		`${base.replace('ba điểm mới', 'bốn điểm mới')} Báo cáo chi bộ trước ngày 15.`,
	);
});

test('where both wrote at the same place, both stay, the one that is there first', () => {
	expect(mergeTexts('Tôi sẽ', 'Tôi sẽ học thêm', 'Tôi sẽ giúp đồng nghiệp')).toBe(
		'Tôi sẽ học thêm\n\ngiúp đồng nghiệp',
	);
	expect(mergeTexts('', 'Viết ở nhà', 'Viết ở cơ quan')).toBe('Viết ở nhà\n\nViết ở cơ quan');
});

test('what one took out while the other rewrote it stays as it was rewritten', () => {
	expect(mergeTexts('một hai ba bốn năm sáu', 'một hai sáu', 'một hai ba BỐN năm sáu')).toContain('BỐN');
});

const word = fc.constantFrom('chi', 'bộ', 'học', 'tập', 'việc', 'hạn', 'quý');
const gap = fc.constantFrom(' ', ' ', ' ', '\n\n');
const text = fc.array(fc.tuple(word, gap), { maxLength: 24 }).map((pairs) =>
	pairs
		.map(([one, space]) => one + space)
		.join('')
		.trim(),
);
/** A text with words of its own put in and stretches taken out. */
const edited = (mark: string) =>
	fc
		.array(fc.tuple(fc.nat(30), fc.nat(4), fc.nat(3)), { maxLength: 5 })
		.map((edits) => (from: string): { text: string; own: string[] } => {
			const words = from.split(/(?<=\s)/u);
			edits.forEach(([at, taken, put], nth) => {
				const fresh = Array.from({ length: put }, (_none, index) => `${mark}${nth}${index} `);
				words.splice(Math.min(at, words.length), taken, ...fresh);
			});
			const result = words.join('');
			return { text: result, own: result.match(/\S+/gu)?.filter((one) => one.includes(mark)) ?? [] };
		});

test('no word that either side wrote is ever missing', () => {
	fc.assert(
		fc.property(text, edited('A'), edited('B'), (start, editA, editB) => {
			const one = editA(start);
			const other = editB(start);
			const words = new Set(mergeTexts(start, one.text, other.text).match(/\S+/gu) ?? []);
			for (const own of [...one.own, ...other.own]) expect(words).toContain(own);
		}),
		{ seed: 20261127, numRuns: 2_000 },
	);
});

test('where only one side wrote, or both wrote the same, the merged text is that text', () => {
	fc.assert(
		fc.property(text, text, (start, one) => {
			expect(mergeTexts(start, one, start)).toBe(one);
			expect(mergeTexts(start, start, one)).toBe(one);
			expect(mergeTexts(start, one, one)).toBe(one);
		}),
		{ seed: 20261127, numRuns: 500 },
	);
});
