import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import known from './known.json' with { type: 'json' };
import { masks, qrCode } from './qr-code.ts';
import { checkBytes, multiply } from './reed-solomon.ts';
import { alignmentsOf, blocksOf, MOST_VERSION } from './sizes.ts';

const rowsOf = (text: string, mask?: number): string[] =>
	qrCode(text, mask).map((row) => row.map((isDark) => (isDark ? '1' : '0')).join(''));

// The codes of known.json were written by another encoder (qrcode-generator 2.0.4) and read by a decoder (jsQR 1.4.0).
describe.each(known)('$text', ({ text, mask, side, rows, sha256 }) => {
	test('is the same code, square by square, that another encoder writes', () => {
		const own = rowsOf(text, mask);
		expect(own).toHaveLength(side);
		if (rows) expect(own).toEqual(rows);
		expect(createHash('sha256').update(own.join('\n')).digest('hex')).toBe(sha256);
	});

	test('says in its own squares with which level and mask it is to be read', () => {
		const code = qrCode(text);
		const bits = [0, 1, 2, 3, 4, 5, 7, 8].map((row) => code[row]?.[8]);
		bits.push(...[7, 5, 4, 3, 2, 1, 0].map((column) => code[8]?.[column]));
		const format = bits.reduce((value, bit, at) => value | (Number(bit) << at), 0) ^ 0x5412;
		expect(format >> 13, 'level M').toBe(0);
		expect(rowsOf(text)).toEqual(rowsOf(text, (format >> 10) & 7));
		expect(masks).toHaveLength(8);
	});
});

test('check bytes are those of the worked example of the standard (version 1-M, "01234567")', () => {
	const data = [16, 32, 12, 86, 97, 128, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17];
	expect(checkBytes(data, 10)).toEqual([165, 36, 212, 193, 237, 54, 199, 135, 44, 85]);
	expect(multiply(2, 128)).toBe(0x1d);
});

test('sizes are those of the tables of the standard', () => {
	expect([1, 2, 7, 13].map((version) => blocksOf(version).all)).toEqual([26, 44, 196, 532]);
	expect([1, 6, 8, 13].map((version) => blocksOf(version).data)).toEqual([16, 108, 154, 334]);
	expect([1, 2, 7, 13].map(alignmentsOf)).toEqual([[], [6, 18], [6, 22, 38], [6, 34, 62]]);
});

test('grows with the text, and says when it is too long', () => {
	expect([14, 15, 26, 27, 331].map((bytes) => (qrCode('a'.repeat(bytes)).length - 17) / 4)).toEqual([
		1,
		2,
		2,
		3,
		MOST_VERSION,
	]);
	expect(() => qrCode('a'.repeat(332))).toThrow(/too many/);
});
