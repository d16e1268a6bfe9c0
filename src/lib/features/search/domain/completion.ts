import { foldWord } from '#lib/text/search-tokens.ts';
import { readRun, shareOf, type Vocabulary } from './spellings.ts';

/** A search in titles, numbers and names for what has been typed so far. */
export type CompletionPlan = { head: string; share: number; terms: string[]; weights: number[] };

const inTitle = (words: readonly string[]): string => {
	const lexemes = words.map((word) => `'t:${word}'`);
	return lexemes.length === 1 ? (lexemes[0] ?? '') : `(${lexemes.join(' | ')})`;
};

/**
 * @param completions words that begin like the last one; empty when the last one is finished
 * @returns null when a word that is finished occurs nowhere
 */
export const completionPlan = (
	words: readonly string[],
	completions: readonly string[],
	vocabulary: Vocabulary,
): CompletionPlan | null => {
	const finished = completions.length > 0 ? words.slice(0, -1) : words;
	// A word with marks stands as typed; one without is any that is spelled so.
	const read = finished
		.map((word) => readRun([word], word !== foldWord(word), vocabulary).words[0])
		.map((word) => (word && word.share > 0 ? word.options : []));
	const all = completions.length > 0 ? [...read, completions] : read;
	if (all.length === 0 || all.some((options) => options.length === 0)) return null;
	const last = words.at(-1) ?? '';
	const terms = [
		...all.map((options) => inTitle(options)),
		...(completions.includes(last) ? [inTitle([last])] : []),
	];
	return {
		head: all.map((options) => inTitle(options)).join(' & '),
		share: Math.min(
			...read.map((options) => options.reduce((sum, word) => sum + shareOf(vocabulary, word), 0)),
			1,
		),
		terms,
		weights: terms.map(() => 1),
	};
};
