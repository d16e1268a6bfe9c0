import { foldWord, tokensOf } from '#lib/text/search-tokens.ts';
import { type Abbreviation, type Stand, standsIn } from './abbreviations.ts';

/** What was typed, taken apart. */
export type Query = {
	/** Words of everything, also of what stands in quotes. */
	words: string[];
	/** Runs of words that must stand there word for word, as places in `words`. */
	phrases: { from: number; to: number }[];
	/** Abbreviations and their long forms. */
	stands: Stand[];
	/** Marks were typed: then they count. */
	hasMarks: boolean;
};

const MOST_WORDS = 24;
const quoted = /"([^"]+)"|“([^”]+)”|«([^»]+)»/g;

/** Takes a search apart: words, phrases in quotes, abbreviations. */
export const parseQuery = (text: string, abbreviations: readonly Abbreviation[]): Query => {
	const ranges = [...text.normalize('NFC').matchAll(quoted)].map((match) => ({
		start: match.index,
		end: match.index + match[0].length,
	}));
	const plain = text.normalize('NFC');
	const tokens = tokensOf(plain).slice(0, MOST_WORDS);
	const words = tokens.map(({ word }) => word);
	const typed = tokens.map(({ start, end }) => plain.slice(start, end));
	const phrases = ranges
		.map(({ start, end }) => {
			const inside = tokens.flatMap((token, at) => (token.start >= start && token.end <= end ? [at] : []));
			return { from: inside[0] ?? 0, to: (inside.at(-1) ?? -1) + 1 };
		})
		.filter(({ from, to }) => to > from);
	const hasMarks = words.some((word) => word !== foldWord(word));
	const stands = standsIn(words, typed, abbreviations, hasMarks).filter(
		(stand) => !phrases.some(({ from, to }) => stand.from < to && stand.to > from),
	);
	return { words, phrases, stands, hasMarks };
};

/** The same query as if it had been typed without marks: for when its spelling occurs nowhere. */
export const withoutMarksOf = (query: Query): Query => ({
	...query,
	words: query.words.map(foldWord),
	hasMarks: false,
});

/** Words and pairs without marks whose spellings the plan has to know. */
export const foldedTermsOf = (query: Query): string[] => {
	const terms = new Set<string>();
	const add = (words: readonly string[]): void => {
		for (const [at, word] of words.entries()) {
			terms.add(foldWord(word));
			if (at > 0) terms.add(foldWord(`${words[at - 1]} ${word}`));
		}
	};
	add(query.words);
	for (const [nth, { from, to, instead }] of query.stands.entries()) {
		const next = query.stands[nth + 1];
		for (const words of instead) {
			add([...query.words.slice(0, from).slice(-1), ...words, ...query.words.slice(to, to + 1)]);
			// Two abbreviations beside one another.
			if (next?.from === to)
				for (const others of next.instead) add([...words.slice(-1), ...others.slice(0, 1)]);
		}
	}
	return [...terms];
};
