/** What a criterion takes its value from: a figure of the records, or what the unit tells. All of them are about a unit. */
export const figureSources = [
	'spread',
	'study',
	'papers',
	'programme',
	'tasks',
	'on_time',
	'results',
	'registration',
	'checks',
	'examples',
	'late',
	'told_number',
	'told_yes',
] as const;
export type FigureSource = (typeof figureSources)[number];

/** A share in per cent, a count of which more (or less) is better, or yes and no. */
export type Measured = 'share' | 'more' | 'less' | 'yes';

const measuredAs: Partial<Record<FigureSource, Measured>> = {
	examples: 'more',
	late: 'less',
	told_number: 'more',
	told_yes: 'yes',
};
export const measured = (source: FigureSource): Measured => measuredAs[source] ?? 'share';

/** The records have no figure of it: the unit tells it, with what shows it. */
export const isTold = (source: FigureSource): boolean => source === 'told_number' || source === 'told_yes';

export type Criterion = {
	key: string;
	name: string;
	source: FigureSource;
	/** Points at the most; 0: it is compared, and gives none. */
	points: number;
	/** At which value all points are given (of `less`: none any more). */
	full: number | null;
	/** What must be reached (of `less`: not be exceeded) to be chosen without a reason; null: no condition. */
	least: number | null;
};

/** A value of a unit for a criterion. */
export type Figure = {
	/** In per cent, a count, or 1 and 0; null where it is not known. */
	amount: number | null;
	have: number | null;
	of: number | null;
	/** Counted from the records, told by the unit, not told because it is about too few people, or not there. */
	from: 'records' | 'unit' | 'hidden' | 'none';
	words: string;
	/** What concluded inspections found of records of this kind; null: none looked at them. */
	verified: Verified | null;
};
export type Verified = { confirmed: number; looked: number };
export type Figures = Record<string, Figure>;

export const noFigure: Figure = {
	amount: null,
	have: null,
	of: null,
	from: 'none',
	words: '',
	verified: null,
};

/** All that was looked at was confirmed, or something was not. */
export const verdictOf = (verified: Verified | null): 'confirmed' | 'doubted' | null => {
	if (!verified || verified.looked === 0) return null;
	return verified.confirmed === verified.looked ? 'confirmed' : 'doubted';
};

/** Does a figure meet the condition? Null: there is none, or it cannot be known. What is not there does not meet it. */
export const meets = ({ source, least }: Criterion, { amount, from }: Figure): boolean | null => {
	if (least === null || from === 'hidden') return null;
	if (amount === null) return false;
	return measured(source) === 'less' ? amount <= least : amount >= least;
};

/** The points of a figure; null where the criterion gives none or the figure is hidden. */
export const pointsOf = (criterion: Criterion, { amount, from }: Figure): number | null => {
	if (criterion.points === 0 || from === 'hidden') return null;
	if (amount === null) return 0;
	const way = measured(criterion.source);
	const full = criterion.full ?? (way === 'share' ? 100 : 1);
	const share = way === 'yes' ? amount : full > 0 ? amount / full : amount === 0 ? 0 : 1;
	const reached = Math.min(1, Math.max(0, way === 'less' ? 1 - share : share));
	return Math.round(criterion.points * reached * 10) / 10;
};
