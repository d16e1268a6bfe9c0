const word = /[\p{L}\p{M}\d]+/gu;
/** Two words as one number of 30 bits, which sets keep without boxing; that two pairs share one happens too seldom to matter. */
const pairOf = (one: number, other: number): number =>
	(Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b)) >>> 2;

/** Gives each word a number, so that pairs of words are numbers too: sets of numbers are quick to compare. */
export type Lexicon = Map<string, number>;

/** The pairs of neighbouring words of a text; a single word stands for itself. */
export const shinglesOf = (content: string, lexicon: Lexicon): Set<number> => {
	const words = content.match(word) ?? [];
	const shingles = new Set<number>();
	let before = -1;
	for (const each of words) {
		let number = lexicon.get(each);
		if (number === undefined) {
			number = lexicon.size + 1;
			lexicon.set(each, number);
		}
		if (before >= 0) shingles.add(pairOf(before, number));
		before = number;
	}
	if (words.length === 1) shingles.add(before);
	return shingles;
};

/** How much two texts share, from 0 to 1 (Dice). */
export const likeness = (one: ReadonlySet<number>, other: ReadonlySet<number>): number => {
	if (one.size === 0 || other.size === 0) return 0;
	const [small, large] = one.size < other.size ? [one, other] : [other, one];
	let shared = 0;
	for (const shingle of small) if (large.has(shingle)) shared++;
	return (2 * shared) / (one.size + other.size);
};
