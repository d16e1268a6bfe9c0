import type { Day } from '#lib/shared/calendar.ts';
import type { Layout } from './layout.ts';

/** A term of a unit's committee: from the day after one congress to the close of the next (HD 36-HD/VPTW, II.1.3.1). */
export type Term = { id: string; name: string; startsOn: Day; endsOn: Day | null };

/** The term in which a day lies. */
export const termOn = (terms: readonly Term[], day: Day): Term | null =>
	terms.find(({ startsOn, endsOn }) => startsOn <= day && (endsOn === null || endsOn >= day)) ?? null;

/** Does a term share a day with another? */
export const overlaps = (term: Omit<Term, 'name'>, others: readonly Term[]): boolean =>
	others.some(
		(other) =>
			other.id !== term.id &&
			(other.endsOn === null || other.endsOn >= term.startsOn) &&
			(term.endsOn === null || term.endsOn >= other.startsOn),
	);

/** Types that are numbered together: a programme and an action programme bear the same sign. */
export const seriesOf = (layout: Layout, type: string): string => layout.types[type]?.series ?? type;

/** The register of a series, by the name of its type. */
export const seriesName = (layout: Layout, series: string): string => layout.types[series]?.name ?? series;
