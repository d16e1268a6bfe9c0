import type { Day } from '#lib/shared/calendar.ts';

export const directions = ['at_least', 'at_most'] as const;
export type Direction = (typeof directions)[number];

export const outcomes = ['reached', 'partly', 'not_reached'] as const;
export type Outcome = (typeof outcomes)[number];

/** What is measured of a task, with its target; the values in the order of their days. */
export type Measured = {
	direction: Direction;
	target: number;
	values: readonly { measuredOn: Day; value: number }[];
};

export const latestOf = (indicator: Pick<Measured, 'values'>): { measuredOn: Day; value: number } | null =>
	indicator.values.reduce<{ measuredOn: Day; value: number } | null>(
		(latest, one) => (latest === null || one.measuredOn >= latest.measuredOn ? one : latest),
		null,
	);

/** Does the last measured value reach the target? Null while nothing was measured. */
export const isReached = (indicator: Measured): boolean | null => {
	const latest = latestOf(indicator);
	if (!latest) return null;
	return indicator.direction === 'at_least'
		? latest.value >= indicator.target
		: latest.value <= indicator.target;
};

/** How much of the target is there, in percent, for targets that are to be come up to; null where a share says nothing. */
export const shareOfTarget = (indicator: Measured): number | null => {
	const latest = latestOf(indicator);
	if (!latest || indicator.direction !== 'at_least' || indicator.target <= 0) return null;
	return Math.round((latest.value / indicator.target) * 100);
};

/**
 * What the figures themselves say of a result: all targets reached, some of them, none. A proposal for who decides, never
 * the decision. Null where nothing is measured.
 */
export const proposedOutcome = (indicators: readonly Measured[]): Outcome | null => {
	if (indicators.length === 0) return null;
	const reached = indicators.filter((one) => isReached(one) === true).length;
	if (reached === indicators.length) return 'reached';
	return reached > 0 ? 'partly' : 'not_reached';
};
