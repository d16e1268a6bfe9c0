import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findQuote } from './quote.ts';

test('words that stand where they were marked are found there', () => {
	expect(findQuote('học tập và làm theo, học tập suốt đời', 'học tập', 21)).toEqual({ from: 21, to: 28 });
});

test('words that moved are found at the nearest place', () => {
	expect(findQuote('Về việc học tập và làm theo, học tập suốt đời', 'học tập', 21)).toEqual({
		from: 29,
		to: 36,
	});
});

test('words that are gone are found nowhere', () => {
	expect(findQuote('Nội dung khác', 'học tập', 0)).toBeNull();
	expect(findQuote('Nội dung', '', 0)).toBeNull();
});

test('whatever is put before a text, a mark in it is found again', () => {
	fc.assert(
		fc.property(
			fc.string({ minLength: 1, maxLength: 40 }),
			fc.nat(39),
			fc.nat(39),
			fc.string({ maxLength: 20 }),
			(text, a, b, before) => {
				const [from, to] = [Math.min(a, b) % text.length, Math.max(a, b)];
				const quote = text.slice(from, to);
				fc.pre(quote !== '');
				const place = findQuote(before + text, quote, from);
				expect(place && (before + text).slice(place.from, place.to)).toBe(quote);
			},
		),
	);
});
