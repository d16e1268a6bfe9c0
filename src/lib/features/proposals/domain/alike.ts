import { cutAtWord } from '#lib/text/cut-at-word.ts';
import { foldWord, pairsOf, wordsOf } from '#lib/text/search-tokens.ts';

/** Words that every proposal has, and that say nothing of its matter. */
const common = new Set(
	'de xuat kien nghi dang uy chi bo cap tren dong chi nghi quan tam xem xet cho can nen se duoc va cac nhung cua de voi trong'.split(
		' ',
	),
);

/** Neighbouring syllables without their marks: what two texts about one matter have in common, however they were typed. */
export const shinglesOf = (text: string): Set<string> =>
	new Set(
		pairsOf(wordsOf(text).map(foldWord)).filter((pair) => {
			const [one = '', other = ''] = pair.split(' ');
			return !(common.has(one) && common.has(other));
		}),
	);

/** How much two texts have in common, of 0 to 1, measured by the shorter: a short proposal may be contained in a long one. */
export const likenessOf = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => {
	const least = Math.min(one.size, other.size);
	if (least === 0) return 0;
	let shared = 0;
	for (const pair of one) if (other.has(pair)) shared += 1;
	return shared / least;
};

/** From here on two proposals are shown to a person as perhaps one matter. */
const ALIKE = 0.3;
/** So few shared pairs are chance. */
const LEAST_SHARED = 3;
const MOST = 5;

/**
 * Proposals that may be about the same matter, the most alike first. It only suggests: whether they are one matter, a
 * person decides.
 */
export const alikeAmong = <T extends { id: string; body: string }>(
	own: { id: string; body: string },
	others: readonly T[],
): T[] => {
	const shingles = shinglesOf(own.body);
	return others
		.filter(({ id }) => id !== own.id)
		.map((other) => {
			const theirs = shinglesOf(other.body);
			const likeness = likenessOf(shingles, theirs);
			const shared = likeness * Math.min(shingles.size, theirs.size);
			return { other, likeness, isAlike: likeness >= ALIKE && shared >= LEAST_SHARED };
		})
		.filter(({ isAlike }) => isAlike)
		.sort((one, other) => other.likeness - one.likeness || one.other.id.localeCompare(other.other.id))
		.slice(0, MOST)
		.map(({ other }) => other);
};

const LONGEST = 140;

/** The beginning of a proposal, cut after a word: how it is named in a list. */
export const inShort = (body: string): string => cutAtWord(body.replace(/\s+/g, ' ').trim(), LONGEST);
