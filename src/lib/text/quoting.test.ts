import { expect, test } from 'vitest';
import { blocksOf, ownWords, quotationOf, sourceOf, wordsIn } from './quoting.ts';

test('a quotation is marked line by line with its source, and read as one', () => {
	const quoted = quotationOf('Điều 1. Thí điểm.\nTrong hai năm.', 'Nghị quyết 57-NQ/TW, mục II');
	expect(quoted).toBe('> Điều 1. Thí điểm.\n> Trong hai năm.\n> — Nghị quyết 57-NQ/TW, mục II');
	expect(blocksOf(`Tôi hiểu:\n\n${quoted}\n\nVì vậy tôi sẽ làm.`)).toEqual([
		{ isQuote: false, text: 'Tôi hiểu:' },
		{ isQuote: true, text: 'Điều 1. Thí điểm.\nTrong hai năm.\n— Nghị quyết 57-NQ/TW, mục II' },
		{ isQuote: false, text: 'Vì vậy tôi sẽ làm.' },
	]);
	expect(wordsIn(' Vì  vậy\ntôi ')).toBe(3);
});

test('the source of a quotation is its last line, where that is one', () => {
	expect(sourceOf('Điều 1. Thí điểm.\n— Nghị quyết 57-NQ/TW')).toEqual({
		words: 'Điều 1. Thí điểm.',
		source: 'Nghị quyết 57-NQ/TW',
	});
	expect(sourceOf('Điều 1. Thí điểm.')).toEqual({ words: 'Điều 1. Thí điểm.', source: '' });
	expect(sourceOf('— chỉ có nguồn')).toEqual({ words: '', source: 'chỉ có nguồn' });
});

test('what is read aloud is counted without the signs of quotations', () => {
	expect(wordsIn(ownWords('Tôi hiểu:\n\n> Thí điểm.\n> — Nghị quyết 57'))).toBe(7);
});
