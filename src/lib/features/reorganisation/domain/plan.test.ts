import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Act, KnownUnit, NewUnit } from './acts.ts';
import { holdsUp, type Problem, problemsOf } from './checks.ts';
import { belongingAfter, effectsOf, treeAfter } from './effects.ts';
import { readLines, resolveLines } from './lines.ts';
import { placementOn } from './placement.ts';
import { unitEventsOf } from './unit-events.ts';

const day = '2025-07-01';
const unit = (id: string, kind: string, parentId: string | null, people = 0): KnownUnit => ({
	id,
	name: `Đơn vị ${id}`,
	kind,
	parentId,
	foundedOn: '2020-01-01',
	namedOn: '2020-01-01',
	placedOn: '2020-01-01',
	people,
	official: people,
});
const fresh = (id: string, kind: string, parentId: string): NewUnit => ({
	id,
	kind,
	name: `Mới ${id}`,
	shortName: id,
	sign: '',
	parentId,
});
const province = [
	unit('p', 'provincial_committee', null),
	unit('d1', 'superior_committee', 'p', 4),
	unit('d2', 'superior_committee', 'p'),
	unit('g1', 'grassroots_committee', 'd1', 2),
	unit('g2', 'grassroots_committee', 'd1'),
	unit('g3', 'grassroots_committee', 'd2'),
	unit('c1', 'cell', 'g1', 5),
	unit('c2', 'cell', 'g1', 6),
	unit('c3', 'cell', 'g2', 7),
];
const facts = {
	homeId: 'p',
	effectiveOn: day,
	rule: placementOn(day),
	people: [] as { personId: string; unitId: string; name: string; isOfficial: boolean }[],
};
const keys = (acts: Act[], given: Partial<typeof facts> = {}): string[] =>
	problemsOf(province, acts, { ...facts, ...given }).map(({ key }) => key);
const merge = (sourceIds: string[], targetId: string, founds: NewUnit | null = null): Act => ({
	kind: 'merge',
	sourceIds,
	targetId,
	founds,
	work: 'pass',
});

test('two cells become one, which is there already or new', () => {
	expect(keys([merge(['c1', 'c2'], 'c2')])).toEqual([]);
	expect(keys([merge(['c1', 'c2'], 'n', fresh('n', 'cell', 'g1'))])).toEqual([]);
});

test('what stands above the home unit is not asked for', () => {
	const below = province.filter(({ id }) => ['g1', 'c1', 'c2'].includes(id));
	expect(problemsOf(below, [merge(['c1'], 'c2')], { ...facts, homeId: 'g1' })).toEqual([]);
});

test('units below those that merge go along; nothing is told twice', () => {
	const acts = [merge(['g1', 'g2'], 'n', fresh('n', 'grassroots_committee', 'd1'))];
	expect(keys(acts)).toEqual([]);
	const effects = effectsOf(province, acts);
	expect(effects.moved).toEqual(['c1', 'c2', 'c3'].map((unitId) => ({ unitId, parentId: 'n' })));
	const events = unitEventsOf(
		province,
		acts.map((act) => ({ act, decisionNumber: '', decidedOn: null })),
		effects,
		{ decisionNumber: '9-QĐ', decidedOn: day, effectiveOn: day },
	);
	expect(events.map(({ kind, from, to }) => [kind, from, to])).toEqual([
		['merge', ['g1', 'g2'], ['n']],
		...['c1', 'c2', 'c3'].map((id) => ['move', [id], [id]]),
	]);
});

test.each<[string, Act[], Partial<typeof facts>, string[]]>([
	['nothing is planned', [], {}, ['empty']],
	['a unit is merged with nothing', [merge(['c1'], 'c1')], {}, ['merge_of_one']],
	[
		'a unit ends twice',
		[merge(['c1', 'c2'], 'c2'), { kind: 'dissolve', unitId: 'c1', successorId: 'c3', work: 'pass' }],
		{},
		['ended_twice'],
	],
	[
		'the successor ends itself',
		[merge(['c1', 'c2'], 'c2'), { kind: 'dissolve', unitId: 'c2', successorId: 'c3', work: 'pass' }],
		{},
		['successor_gone'],
	],
	[
		'people have no successor',
		[{ kind: 'dissolve', unitId: 'c1', successorId: null, work: 'pass' }],
		{},
		['people_without_successor'],
	],
	[
		'units below have no place',
		[{ kind: 'dissolve', unitId: 'd2', successorId: null, work: 'pass' }],
		{},
		['units_without_parent'],
	],
	['a unit goes below itself', [{ kind: 'move', unitId: 'g1', parentId: 'c1' }], {}, ['cycle']],
	['a cell stands above a committee', [{ kind: 'move', unitId: 'g2', parentId: 'c1' }], {}, ['kind']],
	['it goes where it is', [{ kind: 'move', unitId: 'g2', parentId: 'd1' }], {}, ['same_parent']],
	['the unit above is not there', [{ kind: 'move', unitId: 'g2', parentId: 'x' }], {}, ['parent_gone']],
	[
		'the day is before it was founded',
		[{ kind: 'rename', unitId: 'c1', name: 'Tên', shortName: 'T' }],
		{ effectiveOn: '2019-01-01' },
		['day_too_early'],
	],
	[
		'renamed and ended',
		[merge(['c1', 'c2'], 'c2'), { kind: 'rename', unitId: 'c1', name: 'Tên', shortName: 'T' }],
		{},
		['changed_and_ended'],
	],
	[
		'renamed twice',
		[
			{ kind: 'rename', unitId: 'c1', name: 'Tên', shortName: 'T' },
			{ kind: 'rename', unitId: 'c1', name: 'Tên khác', shortName: 'T' },
		],
		{},
		['changed_twice'],
	],
	[
		'named as a neighbour',
		[{ kind: 'rename', unitId: 'c1', name: 'Đơn vị c2', shortName: 'T' }],
		{},
		['same_name'],
	],
	['outside of the home unit', [merge(['c1', 'c3'], 'c3')], { homeId: 'g1' }, ['outside']],
	[
		'the home unit itself',
		[{ kind: 'dissolve', unitId: 'g1', successorId: 'g2', work: 'pass' }],
		{ homeId: 'g1' },
		['outside'],
	],
	[
		'a unit that nobody knows',
		[{ kind: 'rename', unitId: 'x', name: 'Tên', shortName: 'T' }],
		{},
		['unknown_unit'],
	],
	[
		'a part without people',
		[
			{
				kind: 'split',
				sourceId: 'c1',
				parts: [{ founds: fresh('n', 'cell', 'g1'), personIds: [] }],
				sourceGoesOn: true,
				work: 'pass',
			},
		],
		{},
		['no_part', 'few_members'],
	],
])('%s', (_what, acts, given, expected) => {
	expect(keys(acts, given).slice(0, 2)).toEqual(expected);
});

test('a part of few members is a warning, people of another unit are not let through', () => {
	const people = ['a', 'b', 'c', 'd'].map((personId) => ({
		personId,
		unitId: 'c1',
		name: personId,
		isOfficial: personId !== 'd',
	}));
	const split = (personIds: string[]): Act => ({
		kind: 'split',
		sourceId: 'c1',
		parts: [{ founds: fresh('n', 'cell', 'g1'), personIds }],
		sourceGoesOn: true,
		work: 'pass',
	});
	const tried = (personIds: string[]): Problem[] =>
		problemsOf(province, [split(personIds)], { ...facts, people });
	expect(tried(['a', 'b', 'c'])).toEqual([]);
	expect(tried(['a', 'd']).map(({ key, isWarning }) => [key, isWarning])).toEqual([['few_members', true]]);
	expect(holdsUp(tried(['a', 'd']))).toBe(false);
	expect(tried(['a', 'b', 'c', 'stranger']).map(({ key }) => key)).toEqual(['person_elsewhere']);
	expect(tried(['a', 'b', 'c', 'c']).map(({ key }) => key)).toEqual(['person_twice']);
});

test('many merges are read from lines; what no line says well is told by its number', () => {
	const units = province.map((one) => ({ ...one, shortName: one.id }));
	const { merges, problems } = readLines('c1 + Đơn vị c2 = Chi bộ mới\n\nc3 → c3\nkhông có dấu\nc9 = c3');
	expect(problems).toEqual([{ line: 4, what: 'form', name: 'không có dấu' }]);
	const { found, problems: unknown } = resolveLines(merges, units);
	expect(
		found
			.slice(0, 2)
			.map(({ sources, target, newName }) => [sources.map(({ id }) => id), target?.id, newName]),
	).toEqual([
		[['c1', 'c2'], undefined, 'Chi bộ mới'],
		[['c3'], 'c3', 'c3'],
	]);
	expect(unknown).toEqual([{ line: 5, what: 'unknown', name: 'c9' }]);
});

/** A random tree: committees below a province, cells below committees, and people in the cells. */
const worlds = fc
	.record({
		committees: fc.integer({ min: 1, max: 5 }),
		cells: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
		people: fc.array(fc.nat(), { maxLength: 40 }),
	})
	.map(({ committees, cells, people }) => {
		const tree = [
			unit('p', 'provincial_committee', null),
			...Array.from({ length: committees }, (_, at) => unit(`g${at}`, 'grassroots_committee', 'p')),
			...cells.map((under, at) => unit(`c${at}`, 'cell', `g${under % committees}`)),
		];
		const belongings = people.map((where, at) => ({
			personId: `n${at}`,
			unitId: `c${where % cells.length}`,
		}));
		for (const known of tree) known.people = belongings.filter(({ unitId }) => unitId === known.id).length;
		return { tree, belongings };
	});
type Picks = { kind: number; one: number; other: number; third: number; isNew: boolean }[];
const picks: fc.Arbitrary<Picks> = fc.array(
	fc.record({ kind: fc.nat(5), one: fc.nat(), other: fc.nat(), third: fc.nat(), isNew: fc.boolean() }),
	{ minLength: 1, maxLength: 6 },
);
const planOf = (
	tree: KnownUnit[],
	belongings: { personId: string; unitId: string }[],
	chosen: Picks,
): Act[] =>
	chosen.map(({ kind, one, other, third, isNew }, at): Act => {
		const at1 = tree[one % tree.length] as KnownUnit;
		const at2 = tree[other % tree.length] as KnownUnit;
		const at3 = tree[third % tree.length] as KnownUnit;
		const founds = fresh(`new${at}`, at1.kind, at1.parentId ?? 'p');
		switch (kind) {
			case 0:
				return { kind: 'found', founds: { ...founds, kind: at2.kind, parentId: at3.id } };
			case 1:
				return merge([at1.id, at2.id], isNew ? founds.id : at3.id, isNew ? founds : null);
			case 2:
				return {
					kind: 'split',
					sourceId: at1.id,
					parts: [
						{
							founds,
							personIds: belongings
								.filter(({ unitId }) => unitId === at1.id)
								.slice(0, 1 + (third % 3))
								.map(({ personId }) => personId),
						},
					],
					sourceGoesOn: isNew,
					work: 'pass',
				};
			case 3:
				return { kind: 'dissolve', unitId: at1.id, successorId: isNew ? null : at2.id, work: 'stay' };
			case 4:
				return { kind: 'rename', unitId: at1.id, name: `Tên ${at}`, shortName: 'T' };
			default:
				return { kind: 'move', unitId: at1.id, parentId: at2.id };
		}
	});

test('whatever is planned: if nothing holds it up, the tree stays a tree and everybody belongs to one living unit', () => {
	let let_through = 0;
	fc.assert(
		fc.property(worlds, picks, ({ tree, belongings }, chosen) => {
			const acts = planOf(tree, belongings, chosen);
			const people = belongings.map(({ personId, unitId }) => ({
				personId,
				unitId,
				name: personId,
				isOfficial: true,
			}));
			if (holdsUp(problemsOf(tree, acts, { ...facts, people }))) return;
			let_through += 1;
			const before = structuredClone({ tree, belongings });
			const effects = effectsOf(tree, acts);
			const after = treeAfter(tree, effects);
			// What was there is untouched: history before the day is told from it.
			expect({ tree, belongings }).toEqual(before);
			const ids = new Map(after.map((one) => [one.id, one]));
			expect(ids.size).toBe(after.length);
			expect(after.filter(({ parentId }) => parentId === null).map(({ id }) => id)).toEqual(['p']);
			for (const { id } of after) {
				const seen = new Set<string>();
				for (let at: string | null = id; at; at = ids.get(at)?.parentId ?? null) {
					expect(ids.has(at)).toBe(true);
					expect(seen.has(at)).toBe(false);
					seen.add(at);
				}
				expect(seen.has('p')).toBe(true);
			}
			const living = belongingAfter(belongings, effects);
			expect(living.map(({ personId }) => personId).sort()).toEqual(
				belongings.map(({ personId }) => personId).sort(),
			);
			for (const { unitId } of living) expect(ids.has(unitId)).toBe(true);
			// Nobody moves whom no act concerns.
			const touched = new Set([
				...effects.ended.map(({ unitId }) => unitId),
				...effects.parted.map(({ fromId }) => fromId),
			]);
			for (const { personId, unitId } of belongings)
				if (!touched.has(unitId)) expect(living).toContainEqual({ personId, unitId });
		}),
		{ numRuns: 3000, seed: 2025 },
	);
	expect(let_through).toBeGreaterThan(200);
});
