import { type SyllableLine, shinglesOf } from './syllable-line.ts';

/** Runs of this many syllables without marks are where a comparison begins: two words in three may have been replaced. */
export const SEED = 3;
/** A run that a text has more often is no place to begin. */
const MOST_PLACES = 12;

/** Where each run of SEED syllables stands in a text: a table of chains, eight bytes a syllable. */
export type SeedTable = { seeds: Int32Array; heads: Int32Array; next: Int32Array };

export const seedTable = ({ folds }: SyllableLine): SeedTable => {
	const seeds = shinglesOf(folds, SEED);
	let size = 16;
	while (size < seeds.length) size *= 2;
	const heads = new Int32Array(size).fill(-1);
	const next = new Int32Array(seeds.length);
	for (let at = seeds.length - 1; at >= 0; at--) {
		const slot = (seeds[at] ?? 0) & (size - 1);
		next[at] = heads[slot] ?? -1;
		heads[slot] = at;
	}
	return { seeds, heads, next };
};

/** The places at which two texts have the same run: in one, and at the same index in the other; in order. */
export type Hits = { own: number[]; theirs: number[] };

export const hitsOf = (one: SeedTable, other: SeedTable): Hits => {
	const hits: Hits = { own: [], theirs: [] };
	const mask = other.heads.length - 1;
	for (let at = 0; at < one.seeds.length; at++) {
		const seed = one.seeds[at] ?? 0;
		const from = hits.theirs.length;
		for (let place = other.heads[seed & mask] ?? -1; place >= 0; place = other.next[place] ?? -1)
			if (other.seeds[place] === seed) {
				hits.own.push(at);
				hits.theirs.push(place);
			}
		if (hits.theirs.length - from > MOST_PLACES) {
			hits.own.length = from;
			hits.theirs.length = from;
		}
	}
	return hits;
};
