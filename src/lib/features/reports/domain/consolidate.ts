import { type FigureKey, type Figures, figureOf } from './figures.ts';

/** A unit below, with the figures of its signed report; null: it has sent none. */
export type Below = { id: string; people: number; figures: Figures | null };

/** Sums of the signed reports; a figure that none of them tells has no sum. */
export const sumBelow = (keys: readonly FigureKey[], below: readonly Below[]): Figures => {
	const sums: Figures = {};
	for (const key of keys)
		for (const { figures } of below) {
			const value = figures?.[key];
			if (value !== undefined) sums[key] = (sums[key] ?? 0) + value;
		}
	return sums;
};

/** Whether the figure of a unit is shown beside others: of those about people not where it has too few, nor where it gives them away. */
export const isShown = (key: FigureKey, unitId: string, hidden: ReadonlySet<string>): boolean =>
	!figureOf(key).isAboutPeople || !hidden.has(unitId);
