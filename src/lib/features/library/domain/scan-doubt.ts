import type { Found, Recognised } from './recognise.ts';

/** How sure a paragraph of a scan was read, 0 to 1: its words, and the least sure of those with figures. */
export type Sureness = { words: number; figures: number };

const doubted = (found: Found, factor: number): Found => ({
	...found,
	confidence: Math.round(found.confidence * factor * 100) / 100,
});

/**
 * Facts recognised in a scan are no surer than the reading of the place where they stood. A number and a day are as sure
 * as their least sure figure: they are often written by hand.
 */
export const doubtScan = (recognised: Recognised, sureness: readonly (Sureness | null)[]): Recognised => {
	const at = (found: Found): Sureness =>
		(found.place && sureness[found.place.paragraph]) || { words: 0.7, figures: 0.6 };
	return {
		// A type that was concluded, from "Kính gửi" and the like, leans on no single line.
		type: doubted(recognised.type, recognised.type.place ? Math.max(0.7, at(recognised.type).words) : 0.9),
		number: doubted(recognised.number, at(recognised.number).figures),
		issuer: doubted(recognised.issuer, at(recognised.issuer).words),
		date: doubted(recognised.date, at(recognised.date).figures),
		title: doubted(recognised.title, at(recognised.title).words),
	};
};
