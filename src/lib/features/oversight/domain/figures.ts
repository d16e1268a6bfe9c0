import type { Day } from '#lib/shared/calendar.ts';
import { type Counts, type Measure, measures } from './measures.ts';

/** The kinds of parcels: the figures of an organisation, and whether the one above it takes them. */
export const FIGURES_KIND = 'oversight.figures';
export const WANTED_KIND = 'oversight.figures_wanted';

/** More than an organisation has: what says more is no figure. */
export const MOST_ROWS = 30_000;
export const MOST_DAYS = 5_000;
/** Forty organisations that each say so much still add up to a number that the counts can hold. */
export const MOST_COUNT = 50_000_000;

/** A row of sums: of one document, named as both sides know it, or of all (null); what is nought is left out. */
export type FiguresRow = {
	document: { number: string; issuedOn: Day } | null;
	year: number;
	quarter: number;
	counts: Partial<Counts>;
};

/** What an organisation comes to as a whole. Counts alone: no unit of it and no person. */
export type Figures = {
	people: number;
	rows: FiguresRow[];
	/** Open tasks by the day on which they are due. */
	due: { on: Day; open: number }[];
};

/** Counts without those that are nought, in the order of the chain: the same counts are written the same. */
export const leanCounts = (counts: Readonly<Record<string, number | null>>): Partial<Counts> => {
	const lean: Partial<Record<Measure, number>> = {};
	for (const measure of measures) if (counts[measure]) lean[measure] = counts[measure];
	return lean;
};

/** Is every row, and every day, told once? */
export const isToldOnce = ({ rows, due }: Pick<Figures, 'rows' | 'due'>): boolean => {
	const keys = rows.map(({ document, year, quarter }) =>
		JSON.stringify([document?.number, document?.issuedOn, year, quarter]),
	);
	return new Set(keys).size === rows.length && new Set(due.map(({ on }) => on)).size === due.length;
};

/** The moment that figures bear: now, and later than that of those before them even where the clock was set back. */
export const momentAfter = (before: Date | null, now: Date): Date =>
	before && before >= now ? new Date(before.getTime() + 1) : now;

/** A clock may be wrong by so much; figures that say to be of a later moment would keep out all that come until then. */
const FAST_CLOCK_MS = 24 * 60 * 60_000;
export const isFromTheFuture = (at: Date, now: Date): boolean => at.getTime() > now.getTime() + FAST_CLOCK_MS;
