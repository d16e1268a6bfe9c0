const word = /[\p{L}\p{M}\d]+/gu;

/** The pairs of neighbouring words of a text; a single word stands for itself. */
export const shinglesOf = (content: string): Set<string> => {
	const words = content.match(word) ?? [];
	const shingles = new Set<string>();
	if (words.length === 1 && words[0]) shingles.add(words[0]);
	for (let at = 1; at < words.length; at++) shingles.add(`${words[at - 1]} ${words[at]}`);
	return shingles;
};

/** How much two texts share, from 0 to 1 (Dice). */
export const likeness = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => {
	if (one.size === 0 || other.size === 0) return 0;
	const [small, large] = one.size < other.size ? [one, other] : [other, one];
	let shared = 0;
	for (const shingle of small) if (large.has(shingle)) shared++;
	return (2 * shared) / (one.size + other.size);
};
