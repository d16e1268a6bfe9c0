import { foldWord } from '#lib/text/search-tokens.ts';

/** A word or pair as it is spelled, and in which share of the passages it occurs (null: too rare to be known). */
export type Spelling = { term: string; share: number | null };
/** Spellings by their form without marks. */
export type Vocabulary = ReadonlyMap<string, readonly Spelling[]>;

/** What too rare to be counted means. */
const RARE = 2e-5;

/** In which share of the passages a term occurs; 0 when it occurs nowhere. */
export const shareOf = (vocabulary: Vocabulary, term: string): number => {
	const found = vocabulary.get(foldWord(term))?.find((spelling) => spelling.term === term);
	return found ? (found.share ?? RARE) : 0;
};

/** A run of words with the spellings that each may mean, and the pairs that neighbours may make. */
export type Run = {
	words: { typed: string; options: string[]; share: number }[];
	/** One shorter than words; empty options: these two never stand together. */
	pairs: { options: string[]; share: number }[];
};

const MOST_SPELLINGS = 6;
/** A spelling that is this much rarer beside the same neighbour was not meant. */
const FAINT = 0.02;

/**
 * What a run of words may mean. With marks, exactly what was typed. Without, every word is widened to spellings that
 * occur, and of these to the ones that occur beside its neighbours: "dang vien" is đảng viên, not đang viện.
 */
export const readRun = (typed: readonly string[], exact: boolean, vocabulary: Vocabulary): Run => {
	const share = (term: string): number => shareOf(vocabulary, term);
	if (exact)
		return {
			words: typed.map((word) => ({ typed: word, options: [word], share: share(word) })),
			pairs: typed.slice(1).map((word, at) => {
				const pair = `${typed[at]} ${word}`;
				return { options: share(pair) > 0 ? [pair] : [], share: share(pair) };
			}),
		};
	const singles = typed.map((word) => vocabulary.get(foldWord(word)) ?? []);
	const beside = typed.slice(1).map((word, at) => {
		const found = (vocabulary.get(foldWord(`${typed[at]} ${word}`)) ?? []).map((spelling) => ({
			term: spelling.term,
			share: spelling.share ?? RARE,
		}));
		const most = Math.max(0, ...found.map((spelling) => spelling.share));
		return found
			.filter((spelling) => spelling.share >= most * FAINT)
			.map((spelling) => ({ ...spelling, most }));
	});
	const words = singles.map((spellings, at) => {
		const evidence = new Map<string, number>();
		for (const { term, share: own, most } of beside[at - 1] ?? []) {
			const word = term.split(' ')[1] ?? '';
			evidence.set(word, Math.max(evidence.get(word) ?? 0, own / most));
		}
		for (const { term, share: own, most } of beside[at] ?? []) {
			const word = term.split(' ')[0] ?? '';
			evidence.set(word, Math.max(evidence.get(word) ?? 0, own / most));
		}
		const most = Math.max(RARE, ...spellings.map((spelling) => spelling.share ?? RARE));
		const options = spellings
			.map(({ term, share: own }) => ({
				word: term,
				likely: evidence.size > 0 ? (evidence.get(term) ?? 0) : (own ?? RARE) / most,
			}))
			// What was typed is itself a spelling, though a rare one.
			.filter(({ word, likely }) => likely >= FAINT || word === typed[at])
			.sort((one, other) => other.likely - one.likely || (one.word < other.word ? -1 : 1))
			.slice(0, MOST_SPELLINGS)
			.map(({ word }) => word);
		return {
			typed: typed[at] ?? '',
			options,
			share: Math.min(
				1,
				options.reduce((sum, word) => sum + share(word), 0),
			),
		};
	});
	const pairs = beside.map((spellings) => {
		const options = spellings.sort((one, other) => other.share - one.share).slice(0, MOST_SPELLINGS);
		return {
			options: options.map(({ term }) => term),
			share: Math.min(
				1,
				options.reduce((sum, spelling) => sum + spelling.share, 0),
			),
		};
	});
	return { words, pairs };
};
