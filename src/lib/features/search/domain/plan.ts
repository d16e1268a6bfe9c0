import type { Query } from './query.ts';
import { type Run, readRun, shareOf, type Vocabulary } from './spellings.ts';

/** A search, and in which share of the passages what is read for it occurs. */
export type Tier = { query: string; share: number };

/**
 * How a query is looked for: searches from strict to loose, each as the text of a tsquery, and the terms by which a hit
 * is weighed. Only the keys that narrow are sent: a word that nine passages in ten have costs much and tells nothing.
 */
export type Plan = {
	heads: Tier[];
	bodies: Tier[];
	loose: string[];
	/** Loose searches are tried while fewer than so many were found. */
	few: number;
	phrases: string | null;
	terms: string[];
	weights: number[];
	/** Words to mark where they are found, with what each says. */
	marks: Map<string, number>;
};

/** Something that should be there: how it is looked for in a passage, in a head, and how common it is. */
type Key = { own: string; wide: string; head: string; share: number };

const lexeme = (term: string, field = ''): string => `'${field}${term}'`;
const anyOf = (terms: readonly string[]): string =>
	terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' | ')})`;
const allOf = (terms: readonly string[]): string => terms.join(' & ');

/** Of a query of so many words one may be remembered wrongly; a short one or a number is meant as it is. */
const LONG = 4;
/** More terms than these change no order and cost time. */
const MOST_TERMS = 36;

/** How much a term says: the inverse of how common it is (BM25). */
const weightOf = (share: number): number => Math.log(1 + (1 - share + 5e-5) / (share + 5e-5));

/** A plain run, or an abbreviation with what may stand for it; `bridge`: pairs of its beginning with what is before it. */
type Part = { runs: Run[]; bridge: { options: string[]; share: number } };

/** Pairs that the end of one part and the beginning of the next make, as far as they occur. */
const bridgeOf = (before: readonly Run[], after: readonly Run[], vocabulary: Vocabulary): Part['bridge'] => {
	const options = before.flatMap((one) =>
		after.flatMap((other) =>
			(one.words.at(-1)?.options ?? []).flatMap((last) =>
				(other.words[0]?.options ?? []).map((first) => `${last} ${first}`),
			),
		),
	);
	const there = [...new Set(options)].filter((pair) => shareOf(vocabulary, pair) > 0);
	return { options: there, share: there.reduce((sum, pair) => sum + shareOf(vocabulary, pair), 0) };
};

/** The query as parts: plain runs of words, and abbreviations with what may stand for them. */
const partsOf = (query: Query, vocabulary: Vocabulary): Part[] => {
	const parts: Part[] = [];
	let at = 0;
	const add = (runs: Run[]): void => {
		parts.push({ runs, bridge: bridgeOf(parts.at(-1)?.runs ?? [], runs, vocabulary) });
	};
	const plain = (to: number): void => {
		if (to > at) add([readRun(query.words.slice(at, to), query.hasMarks, vocabulary)]);
	};
	for (const stand of query.stands) {
		plain(stand.from);
		add([
			readRun(query.words.slice(stand.from, stand.to), query.hasMarks, vocabulary),
			...stand.instead.map((words) => readRun(words, true, vocabulary)),
		]);
		at = stand.to;
	}
	plain(query.words.length);
	return parts;
};

const wordKey = (word: Run['words'][number]): Key => {
	const { options } = word;
	return {
		own: anyOf(options.map((term) => lexeme(term))),
		wide: anyOf([...options.map((term) => lexeme(term)), ...options.map((term) => lexeme(term, 'c:'))]),
		head: anyOf(options.map((term) => lexeme(term, 't:'))),
		share: word.options.length > 0 ? word.share : 0,
	};
};

const pairKey = (pair: Run['pairs'][number]): Key => {
	const own = anyOf(pair.options.map((term) => lexeme(term)));
	return { own, wide: own, head: anyOf(pair.options.map((term) => lexeme(term, 't:'))), share: pair.share };
};

const together = (keys: readonly Key[]): Key => ({
	own: `(${allOf(keys.map(({ own }) => own))})`,
	wide: `(${allOf(keys.map(({ wide }) => wide))})`,
	head: `(${allOf(keys.map(({ head }) => head))})`,
	share: Math.min(...keys.map(({ share }) => share)),
});

const either = (keys: readonly Key[]): Key => ({
	own: anyOf(keys.map(({ own }) => own)),
	wide: anyOf(keys.map(({ wide }) => wide)),
	head: anyOf(keys.map(({ head }) => head)),
	share: Math.min(
		1,
		keys.reduce((sum, { share }) => sum + share, 0),
	),
});

/** A run as one key; null when it occurs nowhere. */
const runKey = (run: Run, tight: boolean): Key | null => {
	const keys = tight && run.pairs.length > 0 ? run.pairs.map(pairKey) : run.words.map(wordKey);
	return keys.length > 0 && keys.every(({ share }) => share > 0) ? together(keys) : null;
};

/** The keys of the query: pairs (tight) or words, abbreviations as one key each. */
const keysOf = (parts: readonly Part[], tight: boolean): Key[] =>
	parts.flatMap(({ runs }): Key[] => {
		const [run, ...instead] = runs;
		if (!run) return [];
		if (instead.length === 0)
			return tight && run.pairs.length > 0 ? run.pairs.map(pairKey) : run.words.map(wordKey);
		const known = [run, ...instead]
			.map((each) => runKey(each, tight || each !== run))
			.filter((key) => key !== null);
		return [known.length > 0 ? either(known) : { own: '', wide: '', head: '', share: 0 }];
	});

/** The rarest keys first, as many as narrow the search. */
const narrowing = (keys: readonly Key[]): Key[] => {
	const rarest = [...keys].sort((one, other) => one.share - other.share);
	return rarest.filter((key, at) => at < 2 || (at < 6 && key.share < 0.06));
};

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

const looseOf = (words: readonly Key[], pairs: readonly Key[]): string[] => {
	const there = words.filter(({ share }) => share > 0).sort((one, other) => one.share - other.share);
	const pairsThere = pairs.filter(({ share }) => share > 0).sort((one, other) => one.share - other.share);
	const loose: string[] = [];
	const rarest = there.slice(0, 5);
	if (rarest.length >= 3) loose.push(allButOne(rarest));
	if (pairsThere.length >= 2) loose.push(anyTwo(pairsThere.slice(0, 5)));
	if (rarest.length >= 2) loose.push(anyTwo(rarest.slice(0, 3)));
	const [rare] = [...pairsThere.slice(0, 1), ...there.slice(0, 1)];
	if (rare) loose.push(rare.own);
	return loose;
};

/** One of several terms, weighed as one: ts_rank divides by their number, which is made good here. */
const weighedTogether = (terms: readonly string[], weight: number): [string, number] => [
	terms.join(' | '),
	weight * terms.length,
];

/** Everything by which a hit is weighed: words, pairs, pairs again in heads, and words of the document around a passage. */
const weighed = (parts: readonly Part[]): [string, number][] =>
	parts.flatMap(({ runs, bridge }) => [
		...(bridge.options.length > 0
			? [
					weighedTogether(
						bridge.options.map((pair) => lexeme(pair)),
						weightOf(bridge.share) * 0.8,
					),
				]
			: []),
		...runs.flatMap((run) => {
			// What stands for an abbreviation weighs as much as the abbreviation, however many words it has.
			const part = run === runs[0] ? 1 : Math.min(1, 2 / Math.max(1, run.words.length));
			const words = run.words.flatMap(({ options, share, typed }): [string, number][] => {
				if (options.length === 0) return [];
				const weight = weightOf(share) * part;
				return [
					weighedTogether(
						options.map((word) => lexeme(word)),
						weight,
					),
					weighedTogether(
						options.map((word) => lexeme(word, 'c:')),
						weight * 0.35,
					),
					...(options.length > 1 && options.includes(typed)
						? [weighedTogether([lexeme(typed)], weight * 0.5)]
						: []),
				];
			});
			const pairs = run.pairs.flatMap(({ options, share }): [string, number][] =>
				options.length === 0
					? []
					: [
							weighedTogether(
								options.map((pair) => lexeme(pair)),
								weightOf(share) * 0.8 * part,
							),
							weighedTogether(
								options.map((pair) => lexeme(pair, 't:')),
								weightOf(share) * 0.9 * part,
							),
						],
			);
			const [only] = run.words;
			// A single word has no pair that could tell a title from a text.
			const alone: [string, number][] =
				run.words.length === 1 && only && only.options.length > 0
					? [
							weighedTogether(
								only.options.map((word) => lexeme(word, 't:')),
								weightOf(only.share) * 0.8,
							),
						]
					: [];
			return [...words, ...pairs, ...alone];
		}),
	]);

const marksOf = (parts: readonly Part[]): Map<string, number> =>
	new Map(
		parts.flatMap(({ runs }) =>
			runs.flatMap((run) =>
				run.words.flatMap(({ options, share }) =>
					options.map((word): [string, number] => [word, weightOf(share)]),
				),
			),
		),
	);

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
		...(hasWords ? [tierOf(loosely, ({ head }) => head)] : []),
	];
	const inText = hasWords ? tierOf(loosely, ({ wide }) => wide) : null;
	const bodies = [
		...(tight.length > 0 && bridges.length > 0 ? [tierOf([...tight, ...bridges], ({ own }) => own)] : []),
		...(tight.length > 0 ? [tierOf(tight, ({ own }) => own)] : []),
		// The head's words may stand in for some words of the query, never for all.
		...(inText ? [{ ...inText, query: `${inText.query} & ${anyOf(loosely.map(({ own }) => own))}` }] : []),
	];
	const terms = weighed(parts)
		.sort(([, one], [, other]) => other - one)
		.slice(0, MOST_TERMS);
	return {
		heads,
		bodies,
		loose: phrases
			? []
			: looseOf(
					words,
					pairs.filter((key) => !words.includes(key)),
				),
		few: words.length >= LONG && !query.words.some((word) => /\d/.test(word)) ? 5 : 1,
		phrases,
		terms: terms.map(([term]) => term),
		weights: terms.map(([, weight]) => weight),
		marks: marksOf(parts),
	};
};
