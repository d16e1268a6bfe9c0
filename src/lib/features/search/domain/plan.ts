import { allOf, anyOf, type Key, keysOf, lexeme, narrowing, pairKey } from './keys.ts';
import { partsOf } from './parts.ts';
import type { Query } from './query.ts';
import { readRun, type Vocabulary } from './spellings.ts';
import { marksOf, weighed, wordingOf } from './weighing.ts';

/** A search, and in which share of the passages what is read for it occurs. */
export type Tier = { query: string; share: number };

/**
 * How a query is looked for: searches from strict to loose, each as the text of a tsquery, and the terms by which a hit
 * is weighed. Only the keys that narrow are sent: a word that nine passages in ten have costs much and tells nothing.
 */
export type Plan = {
	heads: Tier[];
	bodies: Tier[];
	loose: Tier[];
	/** Loose searches are tried while fewer than so many were found. */
	few: number;
	phrases: string | null;
	terms: string[];
	weights: number[];
	/** Words to mark where they are found, with what each says. */
	marks: Map<string, number>;
};

/** Of a query of so many words one may be remembered wrongly; a short one or a number is meant as it is. */
const LONG = 4;
/** A title is short: up to so many words of a query are asked of it together, common ones too. */
const TITLE_WORDS = 12;
/** More terms than these change no order and cost time. */
const MOST_TERMS = 24;

/** How much is read for some keys together: the rarest leads, and the others are skipped through. */
const READ_THROUGH = 6;

const tierOf = (keys: readonly Key[], spelled: (key: Key) => string): Tier => ({
	query: allOf(keys.map(spelled)),
	share: Math.min(
		keys.reduce((sum, { share }) => sum + share, 0),
		READ_THROUGH * Math.min(...keys.map(({ share }) => share)),
	),
});

const isThere = (keys: readonly Key[]): boolean => keys.length > 0 && keys.every(({ share }) => share > 0);

/** All but one of the given keys, in every way. */
const allButOne = (keys: readonly Key[]): string =>
	keys
		.map((_left, out) => `(${allOf(keys.filter((_key, at) => at !== out).map(({ own }) => own))})`)
		.join(' | ');

const anyTwo = (keys: readonly Key[]): string =>
	keys.flatMap((one, at) => keys.slice(at + 1).map((other) => `(${one.own} & ${other.own})`)).join(' | ');

const looseOf = (words: readonly Key[], pairs: readonly Key[]): Tier[] => {
	const there = words.filter(({ share }) => share > 0).sort((one, other) => one.share - other.share);
	const pairsThere = pairs.filter(({ share }) => share > 0).sort((one, other) => one.share - other.share);
	const loose: Tier[] = [];
	// What is read is at most what the second rarest of the keys has, as often as it is asked for; of two the rarer leads.
	const add = (query: string, keys: readonly Key[]): void => {
		loose.push({ query, share: Math.min(1, READ_THROUGH * (keys[keys.length > 2 ? 1 : 0]?.share ?? 1)) });
	};
	const rarest = there.slice(0, 5);
	if (rarest.length >= 3) add(allButOne(rarest), rarest);
	if (pairsThere.length >= 2) add(anyTwo(pairsThere.slice(0, 5)), pairsThere);
	if (rarest.length >= 2) add(anyTwo(rarest.slice(0, 3)), rarest);
	const [rare] = [...pairsThere.slice(0, 1), ...there.slice(0, 1)];
	if (rare) loose.push({ query: rare.own, share: rare.share });
	return loose;
};

const phraseOf = (query: Query, vocabulary: Vocabulary): string | null => {
	const phrases = query.phrases.flatMap(({ from, to }) => {
		const { words } = readRun(query.words.slice(from, to), query.hasMarks, vocabulary);
		if (words.some(({ options }) => options.length === 0)) return ["'không có'"];
		const run = words.map(({ options }) => anyOf(options.map((word) => lexeme(word))));
		return [run.length > 1 ? `(${run.join(' <-> ')})` : (run[0] ?? '')];
	});
	return phrases.length > 0 ? allOf(phrases) : null;
};

/** @returns null when nothing can be found: no word of the query occurs */
export const planOf = (query: Query, vocabulary: Vocabulary): Plan | null => {
	const parts = partsOf(query, vocabulary);
	const words = keysOf(parts, false);
	const pairs = keysOf(parts, true);
	const phrases = phraseOf(query, vocabulary);
	if (!words.some(({ share }) => share > 0)) return null;
	const tight = isThere(pairs) ? narrowing(pairs) : [];
	const loosely = isThere(words) ? narrowing(words) : [];
	const bridges = parts
		.filter(({ bridge }) => bridge.options.length > 0)
		.map(({ bridge }) => pairKey(bridge));
	const hasWords = loosely.length > 0 && words.length > 1;
	const heads = [
		...(tight.length > 0 ? [tierOf(tight, ({ head }) => head)] : []),
		...(hasWords ? [tierOf(words.length <= TITLE_WORDS ? words : loosely, ({ head }) => head)] : []),
	];
	const inText = hasWords ? tierOf(loosely, ({ wide }) => wide) : null;
	const bodies = [
		...(tight.length > 0 && bridges.length > 0 ? [tierOf([...tight, ...bridges], ({ own }) => own)] : []),
		...(tight.length > 0 ? [tierOf(tight, ({ own }) => own)] : []),
		// The head's words may stand in for some words of the query, never for all.
		...(inText ? [{ ...inText, query: `${inText.query} & ${anyOf(loosely.map(({ own }) => own))}` }] : []),
	];
	const wording = wordingOf(parts);
	const terms = [
		...(wording ? [wording] : []),
		...weighed(parts)
			.sort(([, one], [, other]) => other - one)
			.slice(0, MOST_TERMS),
	];
	const hasNumber = query.words.some((word) => /\d/.test(word));
	// The number of a document is meant as it is: one that is near is another document.
	const isStrict = phrases !== null || (hasNumber && words.length <= LONG);
	return {
		heads,
		bodies,
		loose: isStrict
			? []
			: looseOf(
					words,
					pairs.filter((key) => !words.includes(key)),
				),
		few: words.length >= LONG && !hasNumber ? 5 : 1,
		phrases,
		terms: terms.map(([term]) => term),
		weights: terms.map(([, weight]) => weight),
		marks: marksOf(parts),
	};
};
