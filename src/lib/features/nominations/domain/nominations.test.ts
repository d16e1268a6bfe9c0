import { describe, expect, test } from 'vitest';
import { compare } from './comparison.ts';
import { type Criterion, type Figure, meets, noFigure, pointsOf, verdictOf } from './criteria.ts';
import { type AwardRules, rulesOn, shippedRules } from './rules.ts';
import { countOpen, doubtsOf, hasMajority, hasQuorum, type Voter, type Voting, votersOn } from './vote.ts';

const criterion = (key: string, over: Partial<Criterion> = {}): Criterion => ({
	key,
	name: key,
	source: 'on_time',
	points: 0,
	full: null,
	least: null,
	...over,
});
const figure = (amount: number | null, over: Partial<Figure> = {}): Figure => ({
	...noFigure,
	amount,
	from: amount === null ? 'none' : 'records',
	...over,
});

describe('a figure of a criterion', () => {
	test.each([
		['a share at its least', { least: 90 }, figure(90), true],
		['a share below it', { least: 90 }, figure(89.9), false],
		['no condition', {}, figure(1), null],
		['what is not there does not meet it', { least: 90 }, figure(null), false],
		['what is hidden is not held against the unit', { least: 90 }, figure(null, { from: 'hidden' }), null],
		['overdue tasks, not over', { source: 'late', least: 2 }, figure(2), true],
		['overdue tasks, over', { source: 'late', least: 2 }, figure(3), false],
		['yes', { source: 'told_yes', least: 1 }, figure(1), true],
		['no', { source: 'told_yes', least: 1 }, figure(0), false],
	] as const)('%s', (_name, over, value, met) => {
		expect(meets(criterion('one', over), value)).toBe(met);
	});

	test.each([
		['a share', { points: 20 }, figure(50), 10],
		['never more than all of it', { source: 'examples', points: 10, full: 5 }, figure(9), 10],
		['a count', { source: 'examples', points: 10, full: 5 }, figure(2), 4],
		['fewer is better', { source: 'late', points: 10, full: 4 }, figure(1), 7.5],
		['none is left', { source: 'late', points: 10, full: 4 }, figure(6), 0],
		['yes', { source: 'told_yes', points: 5 }, figure(1), 5],
		['not there', { points: 20 }, figure(null), 0],
		['hidden', { points: 20 }, figure(null, { from: 'hidden' }), null],
		['compared only', {}, figure(50), null],
	] as const)('points: %s', (_name, over, value, points) => {
		expect(pointsOf(criterion('one', over), value)).toBe(points);
	});

	test('is verified only where everything that an inspection looked at was confirmed', () => {
		expect(verdictOf(null)).toBeNull();
		expect(verdictOf({ confirmed: 0, looked: 0 })).toBeNull();
		expect(verdictOf({ confirmed: 3, looked: 3 })).toBe('confirmed');
		expect(verdictOf({ confirmed: 2, looked: 3 })).toBe('doubted');
	});
});

describe('units side by side', () => {
	const criteria = [
		criterion('time', { points: 20, least: 80 }),
		criterion('late', { source: 'late', points: 10, full: 10 }),
	];
	const unit = (unitId: string, time: Figure, late: Figure) => ({
		unitId,
		name: `Chi bộ ${unitId}`,
		figures: { time, late },
	});
	const units = [
		unit('a', figure(90), figure(5)),
		unit('b', figure(100), figure(0)),
		unit('c', figure(70), figure(0)),
	];

	test('the best of each criterion, conditions that are not met, points', () => {
		const [a, b, c] = compare(criteria, units);
		expect([a, b, c].map((one) => [one?.cells['time']?.isBest, one?.cells['late']?.isBest])).toEqual([
			[false, false],
			[true, true],
			[false, true],
		]);
		expect([a, b, c].map((one) => one?.unmet)).toEqual([[], [], ['time']]);
		expect([a, b, c].map((one) => one?.total?.points)).toEqual([23, 30, 24]);
	});

	test('an order by points, by a criterion, by name; what is not known comes last', () => {
		const order = (by: string) => compare(criteria, units, by).map(({ unitId }) => unitId);
		expect(order('points')).toEqual(['b', 'c', 'a']);
		expect(order('time')).toEqual(['b', 'a', 'c']);
		expect(order('late')).toEqual(['b', 'c', 'a']);
		expect(order('name')).toEqual(['a', 'b', 'c']);
		const [first, , last] = compare(
			criteria,
			[unit('x', figure(null), figure(0)), ...units.slice(0, 2)],
			'time',
		);
		expect([first?.unitId, last?.unitId]).toEqual(['b', 'x']);
	});

	test('where all are alike nobody is the best, and hidden figures leave the total a part', () => {
		const alike = compare(criteria, [unit('a', figure(90), figure(0)), unit('b', figure(90), figure(0))]);
		expect(alike.some(({ cells }) => cells['time']?.isBest)).toBe(false);
		const [hidden] = compare(criteria, [unit('a', figure(null, { from: 'hidden' }), figure(0))]);
		expect(hidden?.total).toEqual({ points: 10, of: 10, isWhole: false });
	});
});

describe('the vote', () => {
	const voting: Voting = {
		ballot: 'secret',
		majorityOf: 'entitled',
		majorityShare: 50,
		quorumShare: 67,
		ownUnit: 'abstains',
	};
	const voter = (personId: string, over: Partial<Voter> = {}): Voter => ({
		personId,
		isPresent: true,
		ownUnits: [],
		...over,
	});
	const voters = [voter('1'), voter('2'), voter('3', { ownUnits: ['a'] }), voter('4', { isPresent: false })];

	test('a majority is more than half, of those who have a vote on the unit', () => {
		expect(hasMajority({ votes: 2, base: 4 }, voting)).toBe(false);
		expect(hasMajority({ votes: 3, base: 4 }, voting)).toBe(true);
		expect(hasMajority({ votes: 0, base: 0 }, voting)).toBe(false);
		const all = ['1', '2', '3'].flatMap((personId) =>
			['a', 'b'].map((unitId) => ({ unitId, personId, choice: 'yes' as const })),
		);
		expect(countOpen(['a', 'b'], voters, all, voting)).toEqual([
			{ unitId: 'a', votes: 2, base: 3 },
			{ unitId: 'b', votes: 3, base: 4 },
		]);
		expect(countOpen(['a'], voters, all, { ...voting, ownUnit: 'votes', majorityOf: 'present' })).toEqual([
			{ unitId: 'a', votes: 3, base: 3 },
		]);
		expect(votersOn(voters, 'a', voting).map(({ personId }) => personId)).toEqual(['1', '2']);
	});

	test('enough must be there', () => {
		expect(hasQuorum(voters, voting)).toBe(true);
		expect(hasQuorum(voters, { ...voting, quorumShare: 80 })).toBe(false);
		expect(hasQuorum([], voting)).toBe(false);
	});

	test('a choice beyond the rules is asked about: more than wanted, no majority, a condition, one passed over', () => {
		const given = {
			wanted: 1,
			voters,
			tallies: [
				{ unitId: 'a', votes: 2, base: 3 },
				{ unitId: 'b', votes: 4, base: 4 },
				{ unitId: 'c', votes: 1, base: 4 },
			],
			unmet: new Set(['c']),
			voting,
		};
		expect(doubtsOf({ ...given, chosen: ['b'] })).toEqual([]);
		expect(doubtsOf({ ...given, chosen: ['a', 'b'] })).toEqual([{ kind: 'more', unitId: null }]);
		expect(doubtsOf({ ...given, chosen: ['a'] })).toEqual([{ kind: 'passed_over', unitId: 'b' }]);
		expect(doubtsOf({ ...given, wanted: 3, chosen: ['a', 'b', 'c'] })).toEqual([
			{ kind: 'majority', unitId: 'c' },
			{ kind: 'condition', unitId: 'c' },
		]);
		expect(doubtsOf({ ...given, voters: [voter('1', { isPresent: false })], chosen: ['b'] })).toEqual([
			{ kind: 'quorum', unitId: null },
		]);
	});
});

test('rules hold from their day on; before any the set that comes with the product, whose keys are all different', () => {
	const set = (validFrom: string): AwardRules => ({ ...shippedRules, validFrom });
	const known = [set('2026-01-01'), set('2025-01-01')];
	expect(rulesOn('2025-06-01', known).validFrom).toBe('2025-01-01');
	expect(rulesOn('2026-06-01', known).validFrom).toBe('2026-01-01');
	expect(rulesOn('2024-06-01', known)).toBe(shippedRules);
	expect(new Set(shippedRules.criteria.map(({ key }) => key)).size).toBe(shippedRules.criteria.length);
	expect(shippedRules.criteria.reduce((sum, { points }) => sum + points, 0)).toBe(100);
});
