import { expect, test } from 'vitest';
import { addMonths, dueOfOccurrence, nextStep, occurrenceAt, type RecurrenceRule } from './recurrence.ts';

test.each([
	['2026-01-15', 1, '2026-02-15'],
	['2026-01-31', 1, '2026-02-28'],
	['2028-01-31', 1, '2028-02-29'],
	['2026-01-30', 1, '2026-02-28'],
	['2026-06-30', 3, '2026-09-30'],
	['2026-09-30', 3, '2026-12-31'],
	['2026-02-28', 1, '2026-03-31'],
	['2024-02-29', 12, '2025-02-28'],
	['2026-11-25', 3, '2027-02-25'],
])('%s and %i months is %s', (day, months, expected) => {
	expect(addMonths(day, months)).toBe(expected);
});

const monthly: RecurrenceRule = { every: 'month', firstDueOn: '2026-01-30', stopsOn: '2026-12-31' };

test('a short month shortens no later one: days are counted from the first', () => {
	expect([1, 2, 3, 4].map((nth) => dueOfOccurrence(monthly, nth))).toEqual([
		'2026-01-30',
		'2026-02-28',
		'2026-03-30',
		'2026-04-30',
	]);
});

test('the quarters of the Vietnamese year end on the last day of their month', () => {
	const quarterly = { every: 'quarter' as const, firstDueOn: '2026-03-31' };
	expect([1, 2, 3, 4, 5].map((nth) => dueOfOccurrence(quarterly, nth))).toEqual([
		'2026-03-31',
		'2026-06-30',
		'2026-09-30',
		'2026-12-31',
		'2027-03-31',
	]);
});

test('on its due day an occurrence is still the present one; the day after it is the next', () => {
	expect(occurrenceAt(monthly, '2026-01-30')).toBe(1);
	expect(occurrenceAt(monthly, '2026-01-31')).toBe(2);
});

test('the job makes what is of today once, leaves out what passed meanwhile, and ends with the programme', () => {
	expect(nextStep(monthly, 1, '2026-01-30')).toEqual({ kind: 'wait' });
	expect(nextStep(monthly, 1, '2026-02-01')).toEqual({
		kind: 'make',
		occurrence: 2,
		startsOn: '2026-01-31',
		dueOn: '2026-02-28',
	});
	expect(nextStep(monthly, 2, '2026-02-01')).toEqual({ kind: 'wait' });
	expect(nextStep(monthly, 1, '2026-05-15')).toMatchObject({
		kind: 'make',
		occurrence: 5,
		dueOn: '2026-05-30',
	});
	expect(nextStep({ ...monthly, stopsOn: '2026-05-29' }, 4, '2026-05-15')).toEqual({ kind: 'end' });
});
