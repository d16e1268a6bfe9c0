import { expect, test } from 'vitest';
import { isFromTheFuture, isToldOnce, leanCounts, momentAfter } from './figures.ts';

test('the same counts are written the same, whatever order they came in, and nothing that is nought', () => {
	expect(JSON.stringify(leanCounts({ tasks: 2, documents: 1, asked: 0, unknown: 4 }))).toBe(
		'{"documents":1,"tasks":2}',
	);
});

test('each moment is later than the one before, also where the clock was set back', () => {
	const now = new Date('2026-11-23T09:00:00Z');
	expect(momentAfter(null, now)).toEqual(now);
	expect(momentAfter(new Date(now.getTime() - 5), now)).toEqual(now);
	expect(momentAfter(now, now).getTime()).toBe(now.getTime() + 1);
	expect(momentAfter(new Date(now.getTime() + 9), now).getTime()).toBe(now.getTime() + 10);
	expect(isFromTheFuture(new Date('2026-11-23T20:00:00Z'), now)).toBe(false);
	expect(isFromTheFuture(new Date('2026-11-25T09:00:00Z'), now)).toBe(true);
});

test('a row or a day that is told twice is seen', () => {
	const row = { document: null, year: 2026, quarter: 1, counts: {} };
	const of = (number: string) => ({ ...row, document: { number, issuedOn: '2026-01-02' } });
	expect(isToldOnce({ rows: [row, { ...row, quarter: 2 }, of('a'), of('b')], due: [] })).toBe(true);
	expect(isToldOnce({ rows: [of('a'), of('a')], due: [] })).toBe(false);
	expect(
		isToldOnce({
			rows: [],
			due: [
				{ on: '2026-01-01', open: 1 },
				{ on: '2026-01-01', open: 2 },
			],
		}),
	).toBe(false);
});
