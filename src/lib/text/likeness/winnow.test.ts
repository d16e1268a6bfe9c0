import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprintsOf } from './winnow.ts';

const syllable = fc.constantFrom(
	...'mưa nắng gió bão kênh mương đê lúa ngô khoai sắn trâu bò gà vịt cá tôm'.split(' '),
);
const line = (length: { minLength: number; maxLength: number }) =>
	fc.array(syllable, length).map((list) => list.join(' '));

test('texts with nine syllables in a row alike have a fingerprint in common, wherever these stand', () => {
	const around = line({ minLength: 0, maxLength: 40 });
	fc.assert(
		fc.property(
			around,
			around,
			line({ minLength: 9, maxLength: 9 }),
			around,
			around,
			(a, b, shared, c, d) => {
				const one = new Set(fingerprintsOf(`${a} ${shared} ${b}`));
				const other = fingerprintsOf(`${c} ${shared.toUpperCase()} ${d}`);
				expect(other.some((run) => one.has(run))).toBe(true);
			},
		),
	);
});

test('marks, signs and set phrases make no fingerprint', () => {
	expect(fingerprintsOf('Mưa lớn, kênh mương đầy nước')).toEqual(
		fingerprintsOf('mua lon kenh muong day nuoc'),
	);
	expect(fingerprintsOf('hoàn thành tốt nhiệm vụ được giao')).toEqual([]);
	expect(fingerprintsOf('')).toEqual([]);
});
