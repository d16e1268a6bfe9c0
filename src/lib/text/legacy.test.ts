import { expect, test } from 'vitest';
import { decodeTcvn3 } from './legacy.ts';

test('capitals that a capital font drew are capitals again where the word tells', () => {
	expect(decodeTcvn3('MôC LôC')).toBe('MỤC LỤC');
	expect(decodeTcvn3('PHÇN THø NHÊT: KÕ ho¹ch')).toBe('PHẦN THỨ NHẤT: Kế hoạch');
});

test('a word that only begins with a capital is left as it is', () => {
	expect(decodeTcvn3('Sè: §Þnh TØnh Uû H¶i')).toBe('Số: Định Tỉnh Uỷ Hải');
});
