import { describe, expect, test } from 'vitest';
import { asOfFrom, dayChoicesOn } from './days.ts';
import { ageYears, growthRows, growthToldOf, growthYears } from './growth.ts';
import { lateAgesFrom } from './late.ts';
import { type Counts, noCounts } from './measures.ts';
import type { UnitCounts } from './table.ts';

const counts = (over: Partial<Counts>): Counts => ({ ...noCounts(), ...over });
const now = { year: 2026, quarter: 4 };
const unit = (id: string, over: Partial<Counts>, before = 0): UnitCounts => ({
	id,
	name: `Chi bộ ${id}`,
	kind: 'cell',
	people: over.members ?? 0,
	hasBelow: false,
	quarters: [
		{ year: 2025, quarter: 4, counts: counts({ members: before }) },
		{ year: 2026, quarter: 4, counts: counts(over) },
	],
	late: 0,
	isFollowed: false,
});

test('past days to choose from: the ends of the quarter and of the year before, the eve of the last reorganisation', () => {
	expect(dayChoicesOn('2026-11-30', '2025-06-30').map(({ key, day }) => [key, day])).toEqual([
		['quarter_end', '2026-09-30'],
		['year_end', '2025-12-31'],
		['before_reorganisation', '2025-06-30'],
	]);
	expect(dayChoicesOn('2026-02-01', null)).toEqual([{ key: 'quarter_end', day: '2025-12-31' }]);
	expect(asOfFrom('2025-06-30', '2026-11-30')).toBe('2025-06-30');
	for (const none of [null, '', '30/06/2025', '2025-02-30', '2026-11-30', '2027-01-01'])
		expect(asOfFrom(none, '2026-11-30')).toBeNull();
});

test('late tasks by how long they have been late', () => {
	const due = ['2026-11-30', '2026-11-29', '2026-11-23', '2026-11-22', '2026-09-01', '2026-08-31'].map(
		(dueOn) => ({
			dueOn,
			open: 1,
		}),
	);
	expect(lateAgesFrom(due, '2026-11-30').map(({ count }) => count)).toEqual([2, 1, 1, 1]);
});

describe('growth year by year', () => {
	const quarters = [
		{ year: 2025, quarter: 3, counts: counts({ members: 30, admitted: 6 }) },
		{ year: 2025, quarter: 4, counts: counts({ members: 33, probationary: 8, admitted: 3 }) },
		{ year: 2026, quarter: 1, counts: counts({ members: 34, admitted: 2 }) },
		{ year: 2026, quarter: 4, counts: counts({ members: 36, probationary: 3, ended: 7 }) },
	];
	const given = { quarters, now, years: 2, inside: false, smallest: 5, fromAbove: null };
	test('members are those at the end of the year; what happened is summed; fewer than five are not told above', () => {
		expect(growthYears(given)).toMatchObject([
			{ year: 2025, members: 33, probationary: 8, admitted: 9, came: 0 },
			{ year: 2026, members: 36, probationary: null, admitted: null, ended: 7 },
		]);
		expect(growthYears({ ...given, inside: true })[1]).toMatchObject({ probationary: 3, admitted: 2 });
	});
	test('nothing is told here that the page above left out', () => {
		const fromAbove = { members: false, admitted: false, young: false };
		expect(growthYears({ ...given, fromAbove })[0]).toMatchObject({ members: null, admitted: null });
	});
});

test('a band of few is left out, and with it the next larger one; inside nothing is', () => {
	const quarters = [
		{
			year: 2026,
			quarter: 4,
			counts: counts({ members: 40, aged_30: 3, aged_40: 14, aged_50: 12, aged_60: 6, aged_more: 5 }),
		},
	];
	const given = { quarters, now, years: 1, inside: false, smallest: 5, fromAbove: null };
	expect(ageYears(given)).toEqual([
		{
			year: 2026,
			bands: { aged_30: null, aged_40: 14, aged_50: 12, aged_60: 6, aged_more: null },
			sum: 40,
			untold: 0,
		},
	]);
	expect(ageYears({ ...given, inside: true })[0]?.bands.aged_30).toBe(3);
	expect(ageYears({ ...given, quarters: [] })).toEqual([]);
});

test('units below: what is about few is left out so that it is not found from the others', () => {
	const rows = growthRows({
		below: [
			unit('big', { members: 40, admitted: 9 }, 35),
			unit('middle', { members: 12, admitted: 2 }, 12),
			unit('small', { members: 3 }, 3),
		],
		own: null,
		now,
		inside: false,
		smallest: 5,
		fromAbove: null,
	});
	expect(rows.map(({ id, members, change, admitted }) => [id, members, change, admitted])).toEqual([
		['big', 40, 5, null],
		['middle', null, null, null],
		['small', null, null, null],
	]);
	expect(growthToldOf(rows, 'middle')).toMatchObject({ members: false, admitted: false });
	expect(growthToldOf(rows, 'elsewhere')).toEqual({ members: true, admitted: true, young: true });
});
