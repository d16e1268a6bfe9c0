import {
	type Criterion,
	type Figure,
	type Figures,
	measured,
	meets,
	noFigure,
	pointsOf,
} from './criteria.ts';

/** A nominated unit as it is compared. */
export type Compared = { unitId: string; name: string; figures: Figures };

export type Cell = Figure & { isBest: boolean; meets: boolean | null; points: number | null };
export type Total = {
	points: number;
	/** Of so many: the points of figures that are hidden are left out. */
	of: number;
	isWhole: boolean;
};
export type ComparedUnit = {
	unitId: string;
	name: string;
	cells: Record<string, Cell>;
	total: Total | null;
	/** Keys of conditions that are not met. */
	unmet: string[];
};
/** By points, by name, or by the key of a criterion. */
export type CompareOrder = string;

const bestOf = (criterion: Criterion, units: readonly Compared[]): number | null => {
	const known = units.flatMap(({ figures }) => figures[criterion.key]?.amount ?? []);
	if (known.length < 2 || new Set(known).size < 2) return null;
	return measured(criterion.source) === 'less' ? Math.min(...known) : Math.max(...known);
};

const totalOf = (criteria: readonly Criterion[], cells: Record<string, Cell>): Total | null => {
	const counting = criteria.filter(({ points }) => points > 0);
	if (counting.length === 0) return null;
	const told = counting.filter(({ key }) => cells[key]?.points != null);
	return {
		points: Math.round(told.reduce((sum, { key }) => sum + (cells[key]?.points ?? 0), 0) * 10) / 10,
		of: told.reduce((sum, { points }) => sum + points, 0),
		isWhole: told.length === counting.length,
	};
};

const shareOf = ({ total }: ComparedUnit): number => (total && total.of > 0 ? total.points / total.of : -1);

const sorted = (
	criteria: readonly Criterion[],
	units: ComparedUnit[],
	order: CompareOrder,
): ComparedUnit[] => {
	const collator = new Intl.Collator('vi', { numeric: true });
	const criterion = criteria.find(({ key }) => key === order);
	const sign = criterion && measured(criterion.source) === 'less' ? -1 : 1;
	const value = (unit: ComparedUnit): number => {
		if (order === 'points') return shareOf(unit);
		const amount = criterion ? unit.cells[criterion.key]?.amount : 0;
		return amount == null ? Number.NEGATIVE_INFINITY : amount * sign;
	};
	return units.sort((one, other) => {
		const [left, right] = [value(one), value(other)];
		if (left !== right) return left > right ? -1 : 1;
		return collator.compare(one.name, other.name) || one.unitId.localeCompare(other.unitId);
	});
};

/**
 * Units side by side by the criteria of a title: each figure with whether it is the best, meets its condition, and its points. The
 * order is a ground for the talk of the committee; nothing is decided by it.
 */
export const compare = (
	criteria: readonly Criterion[],
	units: readonly Compared[],
	order: CompareOrder = 'name',
): ComparedUnit[] => {
	const best = new Map(criteria.map((criterion) => [criterion.key, bestOf(criterion, units)]));
	const compared = units.map(({ unitId, name, figures }): ComparedUnit => {
		const cells = Object.fromEntries(
			criteria.map((criterion): [string, Cell] => {
				const figure = figures[criterion.key] ?? noFigure;
				const top = best.get(criterion.key) ?? null;
				return [
					criterion.key,
					{
						...figure,
						isBest: top !== null && figure.amount === top,
						meets: meets(criterion, figure),
						points: pointsOf(criterion, figure),
					},
				];
			}),
		);
		return {
			unitId,
			name,
			cells,
			total: totalOf(criteria, cells),
			unmet: criteria.filter(({ key }) => cells[key]?.meets === false).map(({ key }) => key),
		};
	});
	return sorted(criteria, compared, order);
};
