import { expect, test } from 'vitest';
import { isIn, neighbour, periodAt, periodOf, periodOfDays } from './periods.ts';

test.each([
	['month', '2024-02-10', '2024-02-01', '2024-02-29'],
	['quarter', '2026-11-25', '2026-10-01', '2026-12-31'],
	['quarter', '2026-03-31', '2026-01-01', '2026-03-31'],
	['half', '2026-06-30', '2026-01-01', '2026-06-30'],
	['half', '2026-07-01', '2026-07-01', '2026-12-31'],
	['year', '2026-07-01', '2026-01-01', '2026-12-31'],
] as const)('the %s of %s runs from %s to %s', (kind, day, from, to) => {
	expect(periodAt(kind, day)).toMatchObject({ from, to });
});

test('quarters go on over the turn of the year', () => {
	expect(neighbour(periodOf('quarter', 2026, 4), 1)).toMatchObject({
		year: 2027,
		nth: 1,
		from: '2027-01-01',
	});
	expect(neighbour(periodOf('month', 2026, 1), -1)).toMatchObject({ year: 2025, nth: 12, to: '2025-12-31' });
});

test('days given the wrong way round are put right; both ends count', () => {
	const period = periodOfDays('2026-06-30', '2026-01-01');
	expect(period).toMatchObject({ from: '2026-01-01', to: '2026-06-30' });
	expect(isIn('2026-06-30', period)).toBe(true);
	expect(isIn('2026-07-01', period)).toBe(false);
	expect(isIn(null, period)).toBe(false);
});
