import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Counts, noCounts } from './measures.ts';
import { passedDays, periodFrom, yearsUntil } from './period.ts';
import { oversightRuleOn } from './rules.ts';
import { medianOf, stagesOf, stuckAt } from './stages.ts';
import { hiddenGroups, isQuarterTold } from './suppression.ts';
import { tableOf, type UnitCounts } from './table.ts';

const counts = (over: Partial<Counts>): Counts => ({ ...noCounts(), ...over });

describe('small groups', () => {
	test('a group of fewer than five is hidden, and with it the next larger one', () => {
		const groups = [
			{ id: 'a', size: 3 },
			{ id: 'b', size: 12 },
			{ id: 'c', size: 27 },
		];
		expect(hiddenGroups(groups, 5)).toEqual({ ids: new Set(['a', 'b']), sumToo: false });
		expect(hiddenGroups(groups.slice(1), 5)).toEqual({ ids: new Set(), sumToo: false });
		// Two small ones that come to five together cover each other.
		expect(hiddenGroups([{ id: 'd', size: 2 }, ...groups], 5).ids).toEqual(new Set(['a', 'd']));
		// Alone it is the sum.
		expect(hiddenGroups([{ id: 'a', size: 3 }], 5)).toEqual({ ids: new Set(['a']), sumToo: true });
	});
	test('no hidden group is found by taking the told ones from the sum', () => {
		fc.assert(
			fc.property(
				fc.array(fc.nat({ max: 40 }), { maxLength: 12 }),
				fc.integer({ min: 2, max: 8 }),
				(sizes, smallest) => {
					const groups = sizes.map((size, index) => ({ id: String(index), size }));
					const { ids, sumToo } = hiddenGroups(groups, smallest);
					const rest = groups.filter(({ id }) => ids.has(id));
					const people = rest.reduce((sum, { size }) => sum + size, 0);
					const everySmallOne = groups.every(({ id, size }) => size === 0 || size >= smallest || ids.has(id));
					return everySmallOne && (ids.size === 0 || sumToo || (ids.size >= 2 && people >= smallest));
				},
			),
		);
	});
	test('a quarter is not found by taking the others from the year', () => {
		expect(isQuarterTold([20, 3, 25, 0], 2, 5)).toBe(false);
		expect(isQuarterTold([20, 3, 25, 0], 1, 5)).toBe(false);
		expect(isQuarterTold([20, 3, 25, 0], 3, 5)).toBe(true);
		expect(isQuarterTold([20, 3, 25, 0], null, 5)).toBe(true);
		expect(isQuarterTold([3, 0, 0, 0], null, 5)).toBe(false);
		expect(isQuarterTold([0, 0, 0, 0], null, 5)).toBe(true);
	});
});

test('the chain is stuck where the lowest share is, the earlier step first; what was not asked does not hold up', () => {
	const stages = stagesOf(
		counts({
			asked: 10,
			studied: 10,
			documents: 4,
			with_programme: 1,
			tasks: 8,
			tasks_done: 2,
			tasks_proved: 2,
		}),
	);
	expect(stuckAt(stages, 90)).toEqual({ key: 'programme', share: 25 });
	expect(stuckAt(stagesOf(counts({ asked: 10, studied: 9 })), 90)).toBeNull();
	expect(stuckAt(stagesOf(noCounts()), 90)).toBeNull();
});

test('the median of an even number is between the two in the middle', () => {
	expect(medianOf([3, 1, 2])).toBe(2);
	expect(medianOf([4, 1, 2, 3])).toBe(2.5);
	expect(medianOf([])).toBeNull();
});

test('what was due on a day that has passed is late: of a period the days until yesterday', () => {
	expect(passedDays({ year: 2026, quarter: 4 }, '2026-11-23')).toEqual({
		from: '2026-10-01',
		to: '2026-11-22',
	});
	expect(passedDays({ year: 2026, quarter: 1 }, '2026-11-23')).toEqual({
		from: '2026-01-01',
		to: '2026-03-31',
	});
	expect(passedDays({ year: 2027, quarter: null }, '2026-11-23')).toBeNull();
	expect(passedDays({ year: 2026, quarter: 4 }, '2026-10-01')).toBeNull();
});

test('an address that makes no sense asks for this year', () => {
	expect(periodFrom('abc', '9', '2026-11-23')).toEqual({ year: 2026, quarter: null });
	expect(periodFrom('2025', '3', '2026-11-23')).toEqual({ year: 2025, quarter: 3 });
	expect(yearsUntil('2026-11-23', 2)).toEqual([2026, 2025]);
	expect(oversightRuleOn('2026-11-23').smallestGroup).toBe(5);
});

const unit = (
	id: string,
	people: number,
	over: Partial<Counts>,
	more: Partial<UnitCounts> = {},
): UnitCounts => ({
	id,
	name: `Chi bộ ${id}`,
	kind: 'cell',
	people,
	hasBelow: false,
	quarters: [{ year: 2026, quarter: 1, counts: counts(over) }],
	late: 0,
	isFollowed: false,
	...more,
});
const rule = oversightRuleOn('2026-11-23');
const table = (below: UnitCounts[], inside = false) =>
	tableOf({
		whole: unit(
			'whole',
			below.reduce((sum, { people }) => sum + people, 0),
			{ asked: 100, studied: 80 },
		),
		own: null,
		below,
		period: { year: 2026, quarter: null },
		inside,
		order: 'stuck',
		rule,
	});

describe('the table', () => {
	const big = unit('big', 30, { asked: 30, studied: 30, tasks: 4, tasks_done: 1 });
	const middle = unit('middle', 12, { asked: 12, studied: 3 });
	const small = unit('small', 3, { asked: 3, studied: 1, tasks: 2, tasks_done: 2, tasks_proved: 2 });

	test('hides what is about people in a small unit and in the next larger one, not its tasks', () => {
		const rows = new Map(table([big, middle, small]).rows.map((row) => [row.id, row]));
		const spread = (id: string) => rows.get(id)?.stages.find(({ key }) => key === 'spread');
		expect(spread('small')).toMatchObject({ told: false, have: 0, of: 0 });
		expect(spread('middle')).toMatchObject({ told: false });
		expect(spread('big')).toMatchObject({ told: true, have: 30, of: 30 });
		expect(rows.get('small')?.people).toBeNull();
		expect(rows.get('small')?.stages.find(({ key }) => key === 'tasks')).toMatchObject({
			told: true,
			have: 2,
			of: 2,
		});
	});
	test('tells nothing here that the page above left out to cover a small group', () => {
		const fromAbove = { stages: [false, true, true, true, true, true, true], people: false };
		const shown = (inside: boolean) =>
			tableOf({
				whole: unit('whole', 42, { asked: 42, studied: 40, tasks: 3 }),
				own: null,
				below: [big, middle],
				period: { year: 2026, quarter: null },
				inside,
				order: 'name',
				rule,
				fromAbove,
			});
		const { whole, rows } = shown(false);
		expect(whole).toMatchObject({ people: null, more: null });
		expect([whole, ...rows].map(({ stages }) => stages[0]?.told)).toEqual([false, false, false]);
		expect(whole.stages[3]).toMatchObject({ told: true, of: 3 });
		expect(shown(true).whole.stages[0]).toMatchObject({ told: true, have: 40 });
	});
	test('puts those first that get stuck early, and what the actor follows before all', () => {
		const well = unit('well', 9, { asked: 9, studied: 9 });
		expect(table([well, big, middle]).rows.map(({ id }) => id)).toEqual(['middle', 'big', 'well']);
		expect(table([{ ...well, isFollowed: true }, big, middle]).rows[0]?.id).toBe('well');
	});
	test('holds this year against the last', () => {
		const before = { year: 2025, quarter: 1, counts: counts({ asked: 10, studied: 5 }) };
		const [row] = table([{ ...big, quarters: [...big.quarters, before] }]).rows;
		expect(row?.stages[0]).toMatchObject({ have: 30, of: 30, lastYear: 50 });
	});
	test('gives a median of three like units and more', () => {
		const cells = [10, 20, 30].map((studied) => unit(String(studied), 40, { asked: 40, studied }));
		expect(table(cells).medians).toMatchObject([
			{ kind: 'cell', units: 3, shares: { spread: 50, tasks: null } },
		]);
		expect(table(cells.slice(1)).medians).toEqual([]);
	});
});
