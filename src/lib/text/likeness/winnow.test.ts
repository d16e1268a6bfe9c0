import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedFingerprints, foldsOf, keptFingerprints } from './winnow.ts';

const kept = (text: string) => keptFingerprints(foldsOf(text));
const asked = (text: string) => askedFingerprints(foldsOf(text));

const syllable = fc.constantFrom(
	...'mưa nắng gió bão kênh mương đê lúa ngô khoai sắn trâu bò gà vịt cá tôm'.split(' '),
);
const line = (length: { minLength: number; maxLength: number }) =>
	fc.array(syllable, length).map((list) => list.join(' '));

test('a text that was kept and one that is asked with fifteen syllables in a row alike have a fingerprint in common, wherever these stand', () => {
	const around = line({ minLength: 0, maxLength: 40 });
	fc.assert(
		fc.property(
			around,
			around,
			line({ minLength: 15, maxLength: 15 }),
			around,
			around,
			(a, b, shared, c, d) => {
				const one = new Set(kept(`${a} ${shared} ${b}`));
				const other = asked(`${c} ${shared.toUpperCase()} ${d}`);
				expect(other.some((run) => one.has(run))).toBe(true);
			},
		),
	);
});

test('marks, signs and set phrases make no fingerprint', () => {
	expect(kept('Mưa lớn, kênh mương đầy nước')).toEqual(kept('mua lon kenh muong day nuoc'));
	expect(asked('hoàn thành tốt nhiệm vụ được giao')).toEqual([]);
	expect(asked('')).toEqual([]);
});
