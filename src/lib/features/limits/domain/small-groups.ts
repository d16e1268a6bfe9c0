/** Of fewer people than this a figure would be about a person (domain.md 11). */
const SMALLEST = 5;

/** Figures of a unit as a level above may see them: hidden where the unit is too small. */
export const forLevelAbove = <Figures>(figures: Figures, people: number): Figures | null =>
	people < SMALLEST ? null : figures;
