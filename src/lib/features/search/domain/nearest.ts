import { foldWord } from '#lib/text/search-tokens.ts';

/** How many letters have to be added, left out, changed or swapped (Damerau-Levenshtein), up to `most`. */
export const distance = (one: string, other: string, most: number): number => {
	if (Math.abs(one.length - other.length) > most) return most + 1;
	let before: number[] = [];
	let last = Array.from({ length: other.length + 1 }, (_none, at) => at);
	for (let row = 1; row <= one.length; row++) {
		const now = [row];
		for (let at = 1; at <= other.length; at++) {
			const same = one[row - 1] === other[at - 1];
			let cost = Math.min((last[at] ?? 0) + 1, (now[at - 1] ?? 0) + 1, (last[at - 1] ?? 0) + (same ? 0 : 1));
			if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1])
				cost = Math.min(cost, (before[at - 2] ?? 0) + 1);
			now.push(cost);
		}
		before = last;
		last = now;
	}
	return last[other.length] ?? most + 1;
};

/** A word that occurs, with the share of passages in which it does. */
export type Known = { term: string; share: number | null };

/**
 * The word that was probably meant by one that occurs nowhere: the fewest letters away (marks apart), the commonest of
 * these. Null when nothing is near enough, or for a number: a wrong number is not corrected.
 */
export const nearestTo = (word: string, known: readonly Known[]): string | null => {
	if (/\d/.test(word) || word.length < 2) return null;
	const folded = foldWord(word);
	const most = folded.length <= 4 ? 1 : 2;
	let best: { term: string; away: number; share: number } | null = null;
	for (const { term, share } of known) {
		const away = distance(folded, foldWord(term), most);
		if (away > most) continue;
		const common = share ?? 0;
		if (!best || away < best.away || (away === best.away && common > best.share))
			best = { term, away, share: common };
	}
	return best?.term ?? null;
};
