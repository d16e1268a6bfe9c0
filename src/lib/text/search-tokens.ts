import { canonicalTone, withoutMarks } from './fold.ts';

/**
 * How a text is taken apart for searching. Marks are part of a word, so words are kept exactly, in one form: NFC, lower
 * case, one place for the tone mark. Numbers and signs are words too ("57-NQ/TW" → 57 · nq · tw), which is why a number
 * is found however it was typed. Two words that follow one another make a pair ("đảng viên"): most Vietnamese words
 * are two syllables, and a pair says far more than its halves.
 */
export type Token = { word: string; start: number; end: number };

/** Letters with their marks, or digits; "QH15" and "18nq" are two words each. */
const wordPattern = /[\p{L}\p{M}]+|\p{Nd}+/gu;
const LONGEST = 40;
const KEPT = 50_000;
const known = new Map<string, string>();

const canonical = (raw: string): string => {
	if (/^\p{Nd}/u.test(raw)) return raw.replace(/^0+(?=\d)/, '').slice(0, LONGEST);
	const low = raw.normalize('NFC').replace(/[ÐƉð]/g, 'đ').toLowerCase();
	return canonicalTone(low).slice(0, LONGEST);
};

/** The form in which a word is indexed: "HOÀ" → "hòa", "Ðảng" → "đảng", "05" → "5". */
export const canonicalWord = (raw: string): string => {
	const found = known.get(raw);
	if (found !== undefined) return found;
	const word = canonical(raw);
	if (known.size >= KEPT) known.clear();
	known.set(raw, word);
	return word;
};

const folds = new Map<string, string>();

/** A word or a pair without its marks: "đảng viên" → "dang vien". */
export const foldWord = (word: string): string => {
	const found = folds.get(word);
	if (found !== undefined) return found;
	const fold = withoutMarks(word);
	if (folds.size >= KEPT) folds.clear();
	folds.set(word, fold);
	return fold;
};

/** The words of a text with the places where they stand in it. */
export const tokensOf = (text: string): Token[] => {
	const tokens: Token[] = [];
	for (const match of text.matchAll(wordPattern)) {
		const word = canonicalWord(match[0]);
		if (word) tokens.push({ word, start: match.index, end: match.index + match[0].length });
	}
	return tokens;
};

/** The words of a text, in order. */
export const wordsOf = (text: string): string[] => {
	const words: string[] = [];
	for (const [raw] of text.matchAll(wordPattern)) {
		const word = canonicalWord(raw);
		if (word) words.push(word);
	}
	return words;
};

/** Neighbouring words as pairs. */
export const pairsOf = (words: readonly string[]): string[] =>
	words.slice(1).map((word, at) => `${words[at]} ${word}`);

/** A part of what is indexed: its words, and how much it counts (A most, D least; see ts_rank). */
export type Field = { words: readonly string[]; weight: 'A' | 'B' | 'C' | 'D' };

/**
 * The text form of a tsvector, from words that were taken apart here: PostgreSQL's own parser breaks Vietnamese numbers.
 * Words bear their places; pairs do not. Words of `head` fields are there again as "t:word" and "t:pair", so that a
 * search in titles needs no look at the row; pairs of the `number` as "n:pair", which a title that only cites it lacks; `context` (the document's title, for a passage of it) as "c:word" only.
 */
export const vectorOf = (
	fields: readonly Field[],
	extra: {
		head?: readonly (readonly string[])[];
		number?: readonly string[];
		context?: readonly string[];
	} = {},
): string => {
	const places = new Map<string, string[]>();
	const plain = new Set<string>();
	let place = 0;
	for (const { words, weight } of fields) {
		for (const [at, word] of words.entries()) {
			place = Math.min(place + 1, 16_383);
			const own = places.get(word);
			if (own) {
				if (own.length < 64) own.push(place + weight);
			} else places.set(word, [place + weight]);
			if (at > 0) plain.add(`${words[at - 1]} ${word}`);
		}
		// Fields don't touch: no phrase reaches from one into the next.
		place += 2;
	}
	for (const words of extra.head ?? []) {
		for (const word of words) plain.add(`t:${word}`);
		for (const pair of pairsOf(words)) plain.add(`t:${pair}`);
	}
	for (const pair of pairsOf(extra.number ?? [])) plain.add(`n:${pair}`);
	for (const word of extra.context ?? []) plain.add(`c:${word}`);
	const parts: string[] = [];
	for (const [word, at] of places) parts.push(`'${word}':${at.join(',')}`);
	for (const lexeme of plain) parts.push(`'${lexeme}'`);
	return parts.join(' ');
};
