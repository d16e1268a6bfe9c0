import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#lib/shared/calendar.ts';
import { talkDays } from './days.ts';
import { isAway, proposeRota, type RotaPerson } from './rota.ts';

const start = '2027-01-04';
const weekly = (weeks: number) => Array.from({ length: weeks }, (_, at) => addDays(start, at * 7));
const someone = (
	personId: string,
	spokenOn: string[] = [],
	leaves: RotaPerson['leaves'] = [],
): RotaPerson => ({
	personId,
	spokenOn,
	leaves,
});

/** People some of whom have spoken before, within the last three years. */
const before = fc.array(
	fc.integer({ min: 1, max: 1000 }).map((days) => addDays(start, -days)),
	{ maxLength: 4 },
);
const leave = fc
	.tuple(fc.integer({ min: -20, max: 300 }), fc.integer({ min: 0, max: 60 }))
	.map(([from, days]) => ({ from: addDays(start, from), to: addDays(start, from + days) }));
const people = (leaves: fc.Arbitrary<RotaPerson['leaves']>) =>
	fc
		.array(fc.record({ spokenOn: before, leaves }), { minLength: 1, maxLength: 9 })
		.map((all) => all.map((one, at) => ({ personId: `n${at}`, ...one })));
const always = people(fc.constant([]));
const sometimes = people(fc.array(leave, { maxLength: 3 }));
const weeks = fc.integer({ min: 1, max: 40 }).map(weekly);
const gap = fc.integer({ min: 0, max: 200 });

describe('a rota', () => {
	test('nobody speaks twice before everybody spoke once, and turns differ by at most one', () => {
		fc.assert(
			fc.property(always, weeks, gap, (all, days, gapDays) => {
				const turns = proposeRota({ days, people: all, gapDays }).map(({ personId }) => personId);
				expect(turns).not.toContain(null);
				for (let at = 0; at + all.length <= turns.length; at++)
					expect(new Set(turns.slice(at, at + all.length)).size).toBe(all.length);
				const counts = all.map(({ personId }) => turns.filter((one) => one === personId).length);
				expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
			}),
		);
	});

	test('among those who are never away turns differ by at most one, whoever else is', () => {
		fc.assert(
			fc.property(sometimes, weeks, (all, days) => {
				const turns = proposeRota({ days, people: all, gapDays: 0 });
				const counts = all
					.filter(({ leaves }) => leaves.length === 0)
					.map(({ personId }) => turns.filter((one) => one.personId === personId).length);
				if (counts.length > 0) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
			}),
		);
	});

	test('nobody speaks while away; a day is left open only when everybody is', () => {
		fc.assert(
			fc.property(sometimes, weeks, gap, (all, days, gapDays) => {
				for (const { day, personId } of proposeRota({ days, people: all, gapDays })) {
					const present = all.filter(({ leaves }) => !isAway(leaves, day));
					if (personId === null) expect(present).toEqual([]);
					else expect(present.map((one) => one.personId)).toContain(personId);
				}
			}),
		);
	});

	test('asked again it answers the same, and a longer one begins as the shorter did', () => {
		fc.assert(
			fc.property(sometimes, weeks, gap, fc.nat(40), (all, days, gapDays, cut) => {
				const whole = proposeRota({ days, people: all, gapDays });
				expect(proposeRota({ days: [...days].reverse(), people: all, gapDays })).toEqual(whole);
				// What was taken over stands as spoken, and the rest comes out as before.
				const taken = whole.slice(0, cut);
				const after = all.map((one) => ({
					...one,
					spokenOn: [
						...one.spokenOn,
						...taken.filter(({ personId }) => personId === one.personId).map(({ day }) => day),
					],
				}));
				expect(proposeRota({ days: days.slice(cut), people: after, gapDays })).toEqual(whole.slice(cut));
			}),
		);
	});

	test('who never spoke goes first, then who spoke longest ago, then least often, then by the list', () => {
		const all = [
			someone('an', ['2026-12-07']),
			someone('bình', ['2026-10-05', '2025-10-06']),
			someone('chi', ['2026-10-05']),
			someone('dung'),
			someone('em'),
		];
		const turns = proposeRota({ days: weekly(5), people: all, gapDays: 30 });
		expect(turns.map(({ personId }) => personId)).toEqual(['dung', 'em', 'chi', 'bình', 'an']);
		expect(turns.every(({ isTooSoon }) => !isTooSoon)).toBe(true);
	});

	test('a talk that is coming counts; whoever is within the gap is said to be', () => {
		const all = [someone('an', ['2027-02-01']), someone('bình', ['2026-12-28'])];
		expect(proposeRota({ days: [start], people: all, gapDays: 60 })).toEqual([
			{ day: start, personId: 'bình', isTooSoon: true },
		]);
	});
});

describe('the days of talks', () => {
	test('the first Monday of each month', () => {
		expect(talkDays({ every: 'month', nth: 1, weekday: 1 }, '2027-01-01', '2027-04-30')).toEqual([
			'2027-01-04',
			'2027-02-01',
			'2027-03-01',
			'2027-04-05',
		]);
	});
	test('the last Friday, the first day of a quarter, each week', () => {
		expect(talkDays({ every: 'month', nth: 5, weekday: 5 }, '2027-01-10', '2027-02-28')).toEqual([
			'2027-01-29',
			'2027-02-26',
		]);
		expect(talkDays({ every: 'quarter', nth: 1, weekday: 1 }, '2027-01-01', '2027-12-31')).toEqual([
			'2027-01-04',
			'2027-04-05',
			'2027-07-05',
			'2027-10-04',
		]);
		expect(talkDays({ every: 'week', nth: 1, weekday: 7 }, '2027-01-01', '2027-01-20')).toEqual([
			'2027-01-03',
			'2027-01-10',
			'2027-01-17',
		]);
	});
});
