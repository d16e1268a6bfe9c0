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

const amends = '(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Thay|Hủy bỏ|Huỷ bỏ|Điều chỉnh|Đính chính)';
const amendingItem = new RegExp(`^\\s*(\\d{1,3})[.)]\\s*${amends}(?![\\p{L}]).{0,300}như sau\\s*:\\s*$`, 'u');
const nextItem = new RegExp(`^\\s*(\\d{1,3})[.)]\\s*${amends}(?![\\p{L}])`, 'u');
const articleLine = /^\s*Điều\s+(\d{1,3})\s*[.:]/u;
const ends = /^\s*(?:Nơi nhận|TM\.|T\/M|KT\.|TL\.)/u;
/** No new wording that stands without quotation marks goes on for longer. */
const LONGEST_INSERTED = 400;

/**
 * New wording that an item sets out without quotation marks ("2. Sửa đổi khoản 2 Mục I như sau:"): until the next item
 * that amends, the next article or the end. Where none of them comes it is left alone.
 */
const insertedLines = (lines: readonly string[]): number[] => {
	const inserted: number[] = [];
	let article = 0;
	for (let at = 0; at < lines.length; at++) {
		article = Number(articleLine.exec(lines[at] ?? '')?.[1] ?? article);
		const item = amendingItem.exec(lines[at] ?? '');
		if (!item || startsQuote.test(lines[at + 1] ?? '')) continue;
		for (let below = at + 1; below < Math.min(lines.length, at + LONGEST_INSERTED); below++) {
			const line = lines[below] ?? '';
			const next = Number(nextItem.exec(line)?.[1] ?? Number.NaN);
			const follows =
				next === Number(item[1]) + 1 ||
				(below > at + 1 && Number(articleLine.exec(line)?.[1]) === article + 1) ||
				ends.test(line);
			if (!follows) continue;
			for (let inside = at + 1; inside < below; inside++) inserted.push(inside);
			at = below - 1;
			break;
		}
	}
	return inserted;
};

/**
 * Which lines are quoted from another document: laws that amend set out the new wording between quotation marks, and its
 * articles and clauses are none of their own. Some circulars set it out without the marks.
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
	// Who sets one new wording between marks does so with each.
	if (quoted.size === 0) for (const at of insertedLines(lines)) quoted.add(at);
	return quoted;
};
