import { expect, test } from 'vitest';
import { numberAfterSo, parseNumber } from './document-number.ts';

test.each([
	['66.19/2026/NQ-CP', 'legal', '66.19'],
	['24/2026//NQ-CP', 'legal', '24'],
	['144 /2002/QĐ/BTC', 'legal', '144'],
	['522/2002/QĐ.UB', 'legal', '522'],
	['57-NQ/TW', 'party', '57'],
	['3260-KH/ĐĐQH15', 'party', '3260'],
	['05/KH-UBND', 'admin', '05'],
	['1234/UBND-VX', 'admin', '1234'],
])('%s is a number of the %s form', (text, form, number) => {
	expect(parseNumber(text)).toMatchObject({ form, number });
});

test.each(['20/30', '2020-2025', '02/01/2020', 'và/hoặc'])('%s is no number', (text) => {
	expect(parseNumber(text)).toBeNull();
});

test('a form whose number was left open is blank', () => {
	expect(numberAfterSo('      /KH-UBND')).toBe('blank');
	expect(numberAfterSo(' ……/QĐ-UBND')).toBe('blank');
	expect(numberAfterSo(' nhà 12 phố Huế')).toBeNull();
});
