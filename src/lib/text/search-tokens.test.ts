import { expect, test } from 'vitest';
import { canonicalWord, foldWord, pairsOf, tokensOf, vectorOf, wordsOf } from './search-tokens.ts';

test('old and new places of the tone mark, combining marks, Eth and capitals are one word', () => {
	expect(wordsOf('HOÀ hòa hoà')).toEqual(['hòa', 'hòa', 'hòa']);
	expect(wordsOf('uỷ ủy ỦY')).toEqual(['ủy', 'ủy', 'ủy']);
	expect(canonicalWord('Ðảng')).toBe('đảng');
	expect(wordsOf('đảng'.normalize('NFD'))).toEqual(['đảng']);
	expect(wordsOf('hoàn toàn quý')).toEqual(['hoàn', 'toàn', 'quý']);
});

test('marks are part of a word', () => {
	expect(new Set(wordsOf('ma má mà mả mã mạ')).size).toBe(6);
	expect(foldWord('đảng viên')).toBe('dang vien');
});

test.each([
	['57-NQ/TW', ['57', 'nq', 'tw']],
	['18nq/tw', ['18', 'nq', 'tw']],
	['05/2024/TT-BKHĐT', ['5', '2024', 'tt', 'bkhđt']],
	['117/2025/QH15', ['117', '2025', 'qh', '15']],
	['TT&TT', ['tt', 'tt']],
	['000', ['0']],
])('the number %s is the same words however it is typed', (typed, words) => {
	expect(wordsOf(typed)).toEqual(words);
});

test('a token knows where it stands in the text', () => {
	const text = '“Đạo đức, công vụ”';
	expect(tokensOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
		'Đạo',
		'đức',
		'công',
		'vụ',
	]);
});

test('a vector has words with their places, pairs, and the words of titles apart', () => {
	const vector = vectorOf([{ words: ['đảng', 'viên', 'đảng'], weight: 'A' }], {
		head: [['đảng', 'viên']],
		context: ['chi'],
	});
	expect(vector).toBe(
		"'đảng':1A,3A 'viên':2A 'đảng viên' 'viên đảng' 't:đảng' 't:viên' 't:đảng viên' 'c:chi'",
	);
	expect(pairsOf(['một'])).toEqual([]);
});
