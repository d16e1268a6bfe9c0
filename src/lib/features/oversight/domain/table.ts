import { type Counts, sumOf } from './measures.ts';
import { isOfPeriod, type Period } from './period.ts';
import type { OversightRule } from './rules.ts';
import {
	isAboutPeople,
	medianOf,
	type Stage,
	type StageKey,
	shareOf,
	stageKeys,
	stagesOf,
	stuckAt,
} from './stages.ts';
import { hiddenGroups, isQuarterTold } from './suppression.ts';

export type QuarterCounts = { year: number; quarter: number; counts: Counts };

/** A unit as it was counted: everything, before anything is left out. */
export type UnitCounts = {
	id: string;
	name: string;
	kind: string;
	people: number;
	hasBelow: boolean;
	quarters: readonly QuarterCounts[];
	late: number;
	isFollowed: boolean;
};

/** A step as it is shown; `told: false` where it is about too few people. */
export type ShownStage = Stage & { told: boolean; lastYear: number | null };

export type UnitRow = {
	id: string;
	name: string;
	kind: string;
	/** Null where the group is too small to be told. */
	people: number | null;
	hasBelow: boolean;
	isFollowed: boolean;
	stages: ShownStage[];
	late: number;
	/** Tasks reported by their day: the unit's work, told like the tasks themselves. */
	onTime: number;
	stuck: StageKey | null;
	/** More than is in the chain, where it is told. */
	more: More | null;
	/** Tasks done of those due, quarter by quarter, the last one last: work of the unit, not about people. */
	trend: TrendStep[];
};

/** Null where nothing was due in the quarter. */
export type TrendStep = { year: number; quarter: number; share: number | null };

type More = Pick<
	Counts,
	'documents' | 'tasks_on_time' | 'papers' | 'papers_asked' | 'examples' | 'rated' | 'rated_best'
>;

export type Median = { kind: string; units: number; shares: Record<StageKey, number | null> };

export type OversightTable = {
	whole: UnitRow;
	/** The unit's own people, where there are units below beside them. */
	own: UnitRow | null;
	rows: UnitRow[];
	medians: Median[];
	/** How many units below have something left out. */
	hidden: number;
};

export type RowOrder = 'stuck' | 'name' | StageKey;
export const rowOrders: readonly RowOrder[] = ['stuck', 'name', ...stageKeys];

type Given = {
	whole: UnitCounts;
	own: UnitCounts | null;
	below: readonly UnitCounts[];
	/** Null: all years together (of one document). */
	period: Period | null;
	/** The actor answers for the unit itself. */
	inside: boolean;
	order: RowOrder;
	rule: OversightRule;
	/** What the page above tells of this unit; nothing of it is told here that was left out there. */
	fromAbove?: Told | null;
};

/** Which steps of a unit are told, and whether the number of its people is. */
export type Told = { stages: readonly boolean[]; people: boolean };

/** What was summed of a unit, by period: each step, quarter and trend of a table asks for the same sums again. */
const summed = new WeakMap<UnitCounts, Map<string, Counts>>();

const countsIn = (unit: UnitCounts, period: Period | null): Counts => {
	const sums = summed.get(unit) ?? new Map<string, Counts>();
	summed.set(unit, sums);
	const name = period ? `${period.year} ${period.quarter ?? ''}` : '';
	const known =
		sums.get(name) ??
		sumOf(unit.quarters.filter((row) => !period || isOfPeriod(row, period)).map(({ counts }) => counts));
	sums.set(name, known);
	return known;
};

const before = (period: Period | null): Period | null =>
	period ? { ...period, year: period.year - 1 } : null;

const sizeOf = (unit: UnitCounts, period: Period | null, index: number): number =>
	stagesOf(countsIn(unit, period))[index]?.of ?? 0;

/** Is a step about people told for this unit, seen by itself: none of its quarters gives a small group away. */
const isToldAlone = (unit: UnitCounts, period: Period | null, index: number, smallest: number): boolean => {
	if (!period) return true;
	const asked = [1, 2, 3, 4].map((quarter) => sizeOf(unit, { year: period.year, quarter }, index));
	return isQuarterTold(asked, period.quarter, smallest);
};

/** For each step the units of which it is not told, and whether the sum is not either. */
const hiddenByStage = ({
	below,
	own,
	inside,
	period,
	rule,
}: Given): { ids: Set<string>; sumToo: boolean }[] => {
	const siblings = own && !inside ? [...below, { ...own, id: `own ${own.id}` }] : below;
	const small = hiddenGroups(
		siblings.map(({ id, people }) => ({ id, size: people })),
		rule.smallestGroup,
	);
	return stageKeys.map((key, index) => {
		if (!isAboutPeople(key)) return { ids: new Set<string>(), sumToo: false };
		const alone = siblings.filter((unit) => !isToldAlone(unit, period, index, rule.smallestGroup));
		return hiddenGroups(
			siblings.map((unit) => ({ id: unit.id, size: sizeOf(unit, period, index) })),
			rule.smallestGroup,
			new Set([...small.ids, ...alone.map(({ id }) => id)]),
		);
	});
};

const rowOf = (unit: UnitCounts, given: Given, told: readonly boolean[], peopleTold: boolean): UnitRow => {
	const counts = countsIn(unit, given.period);
	const earlier = before(given.period);
	const last = earlier ? stagesOf(countsIn(unit, earlier)) : [];
	const stages = stagesOf(counts).map((stage, index): ShownStage => {
		const isTold = told[index] ?? false;
		const lastYear = last[index];
		return isTold
			? { ...stage, told: true, lastYear: lastYear ? shareOf(lastYear) : null }
			: { key: stage.key, have: 0, of: 0, told: false, lastYear: null };
	});
	const { documents, tasks_on_time, papers, papers_asked, examples, rated, rated_best } = counts;
	return {
		id: unit.id,
		name: unit.name,
		kind: unit.kind,
		people: peopleTold ? unit.people : null,
		hasBelow: unit.hasBelow,
		isFollowed: unit.isFollowed,
		stages,
		late: unit.late,
		onTime: tasks_on_time,
		stuck:
			stuckAt(
				stages.filter((stage) => stage.told),
				given.rule.enoughShare,
			)?.key ?? null,
		more:
			peopleTold && told.every(Boolean)
				? { documents, tasks_on_time, papers, papers_asked, examples, rated, rated_best }
				: null,
		trend: trendOf(unit, given.period),
	};
};

/** Eight quarters: those of the year and of the one before; of one document the last that it has. */
const trendOf = (unit: UnitCounts, period: Period | null): TrendStep[] => {
	const last = period?.year ?? Math.max(0, ...unit.quarters.map(({ year }) => year));
	return [last - 1, last].flatMap((year) =>
		[1, 2, 3, 4].map((quarter) => {
			const { tasks_done, tasks } = countsIn(unit, { year, quarter });
			return { year, quarter, share: shareOf({ have: tasks_done, of: tasks }) };
		}),
	);
};

const place = (row: UnitRow, order: RowOrder): [number, number] => {
	const key = order === 'stuck' ? row.stuck : order === 'name' ? null : order;
	const stage = key ? row.stages.find((one) => one.key === key) : undefined;
	const share = stage?.told ? shareOf(stage) : null;
	if (order === 'stuck') return [key ? stageKeys.indexOf(key) : stageKeys.length, share ?? 101];
	return [0, share ?? 101];
};

const collator = new Intl.Collator('vi', { numeric: true });

/** What the actor follows comes first; then by where it gets stuck (early steps first, the lowest share first), by a step, or by name. */
const sorted = (rows: UnitRow[], order: RowOrder): UnitRow[] =>
	rows.sort((one, other) => {
		if (one.isFollowed !== other.isFollowed) return one.isFollowed ? -1 : 1;
		const [left, right] = [place(one, order), place(other, order)];
		if (order !== 'name' && left[0] !== right[0]) return left[0] - right[0];
		if (order !== 'name' && left[1] !== right[1]) return left[1] - right[1];
		return collator.compare(one.name, other.name) || one.id.localeCompare(other.id);
	});

const mediansOf = (rows: readonly UnitRow[]): Median[] => {
	const kinds = [...new Set(rows.map(({ kind }) => kind))];
	return kinds.flatMap((kind) => {
		const like = rows.filter((row) => row.kind === kind);
		if (like.length < 3) return [];
		const shares = Object.fromEntries(
			stageKeys.map((key, index) => {
				const told = like.flatMap(({ stages }) => {
					const stage = stages[index];
					const share = stage?.told ? shareOf(stage) : null;
					return share === null ? [] : [share];
				});
				return [key, told.length < 3 ? null : medianOf(told)];
			}),
		) as Record<StageKey, number | null>;
		return [{ kind, units: like.length, shares }];
	});
};

/** The table of a unit: itself, its own people, and the units below, small groups left out. */
export const tableOf = (given: Given): OversightTable => {
	const { whole, own, below, inside, period, rule } = given;
	const hidden = hiddenByStage(given);
	const all = stageKeys.map(() => true);
	const smallPeople = hiddenGroups(
		(own && !inside ? [...below, { ...own, id: `own ${own.id}` }] : below).map(({ id, people }) => ({
			id,
			size: people,
		})),
		rule.smallestGroup,
	);
	const wholeAlone = (index: number): boolean => {
		const key = stageKeys[index];
		if (inside || !key || !isAboutPeople(key)) return true;
		return whole.people >= rule.smallestGroup && isToldAlone(whole, period, index, rule.smallestGroup);
	};
	const isToldAbove = (index: number): boolean => inside || (given.fromAbove?.stages[index] ?? true);
	const arePeopleTold = inside || (given.fromAbove?.people ?? true);
	const wholeTold = stageKeys.map(
		(_key, index) => isToldAbove(index) && wholeAlone(index) && !(hidden[index]?.sumToo && below.length > 0),
	);
	const rows = below.map((unit) => {
		const told = hidden.map(({ ids }, index) => isToldAbove(index) && !ids.has(unit.id));
		return rowOf(unit, given, told, arePeopleTold && !smallPeople.ids.has(unit.id));
	});
	const ownTold = inside
		? all
		: hidden.map(({ ids }, index) => isToldAbove(index) && !ids.has(`own ${whole.id}`));
	return {
		whole: rowOf(
			whole,
			given,
			wholeTold,
			inside || (arePeopleTold && whole.people >= rule.smallestGroup && !smallPeople.sumToo),
		),
		own:
			own && below.length > 0
				? rowOf(own, given, ownTold, inside || (arePeopleTold && !smallPeople.ids.has(`own ${whole.id}`)))
				: null,
		rows: sorted(rows, given.order),
		medians: mediansOf(rows),
		hidden: rows.filter(({ stages }) => stages.some(({ told }) => !told)).length,
	};
};
