import { cutAtWord } from '#lib/text/cut-at-word.ts';
import { foldWord, vectorOf, wordsOf } from '#lib/text/search-tokens.ts';
import type { SiteBlock } from './kinds.ts';

/** What a version of an entry shows. */
export type Shown = {
	title: string;
	summary: string;
	theme: string;
	authorName: string;
	day: string;
	blocks: readonly SiteBlock[];
};

const SUMMARY = 220;

/** What stands in lists when nobody wrote a summary: how the text begins. */
export const beginningOf = (blocks: readonly SiteBlock[]): string => {
	const first = blocks.find(({ kind }) => kind === 'paragraph') ?? blocks[0];
	return first ? cutAtWord(first.text.replace(/\s+/g, ' ').trim(), SUMMARY) : '';
};

/** The text of which a digest is kept: in one order, so that the same words always give the same one. */
export const digestText = ({ title, summary, theme, authorName, day, blocks }: Shown): string =>
	JSON.stringify([title, summary, theme, authorName, day, blocks]);

/** The words by which a version is found, as they are written and without their marks (text forms of a tsvector). */
export const searchWords = ({ title, summary, theme, authorName, blocks }: Shown) => {
	const fields = (fold: (word: string) => string) => [
		{ words: wordsOf(title).map(fold), weight: 'A' as const },
		{ words: wordsOf(`${theme} ${authorName}`).map(fold), weight: 'B' as const },
		{
			words: wordsOf(`${summary} ${blocks.map(({ text }) => text).join('\n')}`).map(fold),
			weight: 'D' as const,
		},
	];
	return { exact: vectorOf(fields((word) => word)), folded: vectorOf(fields(foldWord)) };
};

const MOST_WORDS = 12;

/** What is asked for, as two queries: the words as they were typed, and without marks. Null where nothing was asked. */
export const searchQuery = (asked: string): { exact: string; folded: string } | null => {
	const words = wordsOf(asked.slice(0, 200)).slice(0, MOST_WORDS);
	if (words.length === 0) return null;
	const all = (list: readonly string[]): string =>
		list.map((word) => `'${word.replaceAll("'", "''")}'`).join(' & ');
	return { exact: all(words), folded: all(words.map(foldWord)) };
};
