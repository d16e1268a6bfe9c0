import { type Token, tokensOf } from '#lib/text/search-tokens.ts';

/** A piece of a text: `hit` where a word stands that was looked for. */
export type Piece = { text: string; hit: boolean };

/** Words that are marked, with how much each says. */
export type Marks = ReadonlyMap<string, number>;

/** A word that says less than this is marked only beside another one ("của", "và"). */
const LITTLE = 1.2;

const hitsIn = (tokens: readonly Token[], marks: Marks): boolean[] => {
	const there = tokens.map(({ word }) => marks.has(word));
	return tokens.map(
		({ word }, at) =>
			there[at] === true &&
			(marks.size === 1 ||
				(marks.get(word) ?? 0) >= LITTLE ||
				there[at - 1] === true ||
				there[at + 1] === true),
	);
};

const cut = (
	text: string,
	tokens: readonly Token[],
	hits: readonly boolean[],
	from: number,
	to: number,
): Piece[] => {
	const pieces: Piece[] = [];
	let at = tokens[from]?.start ?? 0;
	const end = to >= tokens.length ? text.length : (tokens[to - 1]?.end ?? text.length);
	if (from === 0) at = 0;
	for (let nth = from; nth < to; nth++) {
		const token = tokens[nth];
		if (!token || !hits[nth]) continue;
		// Words that follow one another are one mark, with what stands between them.
		let last = nth;
		while (
			last + 1 < to &&
			hits[last + 1] &&
			/^[\s/.&-]*$/.test(text.slice(tokens[last]?.end, tokens[last + 1]?.start))
		)
			last++;
		if (token.start > at) pieces.push({ text: text.slice(at, token.start), hit: false });
		at = tokens[last]?.end ?? token.end;
		pieces.push({ text: text.slice(token.start, at), hit: true });
		nth = last;
	}
	if (end > at) pieces.push({ text: text.slice(at, end), hit: false });
	return pieces;
};

/** The whole text in pieces. */
export const markAll = (text: string, marks: Marks): Piece[] => {
	const tokens = tokensOf(text);
	return cut(text, tokens, hitsIn(tokens, marks), 0, tokens.length);
};

/** The part of a text that says most of what was looked for, and how much that is. */
export type Excerpt = { pieces: Piece[]; worth: number };

const LENGTH = 44;

/** Some 44 syllables around the densest hits, an ellipsis where text was left out. */
export const excerptOf = (text: string, marks: Marks): Excerpt => {
	const tokens = tokensOf(text);
	const hits = hitsIn(tokens, marks);
	let best = { from: 0, worth: 0 };
	for (let from = 0; from < Math.max(1, tokens.length - LENGTH / 2); from++) {
		if (from > 0 && !hits[from + 4]) continue;
		const met = new Map<string, number>();
		let worth = 0;
		for (let nth = from; nth < Math.min(tokens.length, from + LENGTH); nth++) {
			const word = tokens[nth]?.word ?? '';
			if (!hits[nth]) continue;
			const times = met.get(word) ?? 0;
			worth += (marks.get(word) ?? 0) * (times === 0 ? 1 : 0.15);
			if (hits[nth - 1] && nth > from) worth += 0.6;
			met.set(word, times + 1);
		}
		if (worth > best.worth) best = { from, worth };
	}
	const to = Math.min(tokens.length, best.from + LENGTH);
	const pieces = cut(text, tokens, hits, best.from, to);
	if (best.from > 0) pieces.unshift({ text: '… ', hit: false });
	if (to < tokens.length) pieces.push({ text: ' …', hit: false });
	return { pieces, worth: best.worth };
};
