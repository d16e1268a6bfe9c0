import { expect, test } from 'vitest';
import { afterGuess, type Guesses, mayGuess } from './guesses.ts';

test('after five wrong codes within a minute the next one waits until the minute is over', () => {
	const at = (seconds: number): Date => new Date(Date.parse('2026-11-23T08:00:00Z') + seconds * 1000);
	let known: Guesses | null = null;
	for (let nth = 0; nth < 5; nth++) {
		expect(mayGuess(known, at(nth))).toBe(true);
		known = afterGuess(known, at(nth));
	}
	expect(mayGuess(known, at(10))).toBe(false);
	expect(mayGuess(known, at(59))).toBe(false);
	expect(mayGuess(known, at(60))).toBe(true);
	expect(afterGuess(known, at(60))).toEqual({ guesses: 1, windowEndsAt: at(120) });
});
