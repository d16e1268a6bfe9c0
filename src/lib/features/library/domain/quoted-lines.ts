const opening = /[“‟«]/g;
const closing = /[”»]/g;
const straight = /"/g;
const startsQuote = /^\s*["“‟«]/;
/** "“Điều 5. …", "“5. …", "“a) …": a clause of another document. */
const quotesClause =
	/^\s*["“‟«]\s*(?:(?:Phần|Chương|Mục|Điều)\s|\d{1,3}[a-zđ]?(?:\.\d{1,2})*[.)]|[a-zđ]\d?\)|[IVX]+[.-])/iu;
const announces = /như sau\s*:\s*$/iu;
/** No quotation goes on for longer than this; an opening sign without its closing one quotes only its own line. */
const LONGEST = 1_500;

const count = (text: string, sign: RegExp): number => text.match(sign)?.length ?? 0;

/** How many quotations a line leaves open (or, below zero, closes). */
const balance = (line: string, isStraight: boolean): number =>
	isStraight ? count(line, straight) % 2 : count(line, opening) - count(line, closing);

/** Where the quotation that begins at `start` ends, or `start` itself when its end can't be told. */
const endOf = (lines: readonly string[], start: number): number => {
	const isStraight = /^\s*"/.test(lines[start] ?? '');
	if (balance(lines[start] ?? '', isStraight) <= 0) return start;
	for (let at = start + 1; at < Math.min(lines.length, start + LONGEST); at++) {
		const line = lines[at] ?? '';
		// A new quotation is announced while one is open: the closing sign of the first was forgotten.
		if (startsQuote.test(line) && announces.test(lines[at - 1] ?? '')) return start;
		const change = balance(line, isStraight);
		if (isStraight ? change === 1 : change < 0) return at;
	}
	return start;
};

/**
 * Which lines are quoted from another document: laws that amend set out the new wording between quotation marks, and its
 * articles and clauses are none of their own.
 */
export const quotedLines = (printed: readonly string[]): ReadonlySet<number> => {
	// Two apostrophes are typed for a quotation mark.
	const lines = printed.map((line) => line.replace(/''|‘‘|’’/g, '"'));
	const quoted = new Set<number>();
	for (let at = 0; at < lines.length; at++) {
		const line = lines[at] ?? '';
		if (!startsQuote.test(line)) continue;
		const isExpected = /:\s*$/.test(lines[at - 1] ?? '') || quoted.has(at - 1) || quotesClause.test(line);
		if (!isExpected) continue;
		const end = endOf(lines, at);
		for (let inside = at; inside <= end; inside++) quoted.add(inside);
		at = end;
	}
	return quoted;
};
