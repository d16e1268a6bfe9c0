import { withoutMarks } from '#lib/text/fold.ts';
import type { ReadPage, ReadWord } from './rows.ts';

/** How far down a page a head may reach. */
const REACH = 0.33;

const plain = (words: readonly ReadWord[]): string =>
	withoutMarks(words.map(({ text }) => text).join(' ')).toUpperCase();
const motto = /XA HOI CHU NGHIA|HOA XA HOI|CONG SAN VIET NAM|LAP.{0,3}TU DO|TU DO.{0,3}HANH/;
const beginning = /^(?:CONG (?:HOA|SAN)|HOA XA|DANG CONG|DOC LAP)/;

const topOf = (words: readonly ReadWord[]): number => Math.min(...words.map(({ y0 }) => y0));

/**
 * Where the head of an official document ends on a page: above the first line as wide as the text. Null where the
 * upper part of the page bears no motto: such a page goes on from the one before.
 */
export const headEndOf = (page: ReadPage): number | null => {
	const upper = page.lines.filter((words) => words.length > 0 && topOf(words) < page.height * REACH);
	if (!upper.some((words) => motto.test(plain(words)))) return null;
	const wide = upper.filter((words) => {
		const from = Math.min(...words.map(({ x0 }) => x0));
		const to = Math.max(...words.map(({ x1 }) => x1));
		return to - from > page.width * 0.6 && !motto.test(plain(words)) && widestGap(words) < page.width * 0.06;
	});
	return Math.round(Math.min(page.height * REACH, ...wide.map((words) => topOf(words) - 4)));
};

const widestGap = (words: readonly ReadWord[]): number =>
	Math.max(0, ...words.slice(1).map((word, at) => word.x0 - (words[at]?.x1 ?? word.x0)));

/** A word that only one of the two readings found counts when it is as sure as this. */
const SURE_WORD = 75;

const overlaps = (one: ReadWord, other: ReadWord): boolean =>
	Math.min(one.x1, other.x1) - Math.max(one.x0, other.x0) > 0 &&
	Math.min(one.y1, other.y1) - Math.max(one.y0, other.y0) >
		0.3 * Math.min(one.y1 - one.y0, other.y1 - other.y0);

/**
 * The page with its head read anew, and where its two columns part: left of the motto, which begins the right column
 * (Nghị định 30/2020/NĐ-CP and Hướng dẫn 36-HD/VPTW alike), down to the line of place and date.
 * @param unread lines that neither reading of the whole found
 */
export const withHead = (
	page: ReadPage,
	end: number,
	head: readonly ReadWord[][],
	unread: readonly ReadWord[][] = [],
): ReadPage => {
	const middle = ({ y0, y1 }: ReadWord): number => (y0 + y1) / 2;
	const keep = (lines: readonly ReadWord[][], inHead: boolean): ReadWord[][] =>
		lines
			.map((words) => words.filter((word) => middle(word) < end === inHead))
			.filter((words) => words.length > 0);
	const anew = keep(head, true);
	// Reading pieces misses a line now and then that reading lines found, and the other way about: also right below
	// where the head seems to end.
	const unknown = (lines: readonly ReadWord[][], known: readonly ReadWord[]): ReadWord[][] =>
		lines
			.map((words) =>
				words.filter((word) => word.confidence >= SURE_WORD && !known.some((other) => overlaps(word, other))),
			)
			.filter((words) => words.length > 0);
	anew.push(...unknown(keep(page.lines, true), anew.flat()));
	const below = unknown(keep(head, false), page.lines.flat());
	const read: ReadPage = {
		...page,
		lines: [...anew, ...below, ...unread.map((words) => [...words]), ...keep(page.lines, false)],
	};
	const mottos = anew.flatMap((words) => {
		const at = words.findIndex((_, from) => beginning.test(plain(words.slice(from, from + 2))));
		const first = words[at];
		return first && first.x0 > page.width * 0.25
			? [{ x: first.x0, height: first.y1 - first.y0, top: topOf(words) }]
			: [];
	});
	const first = mottos.sort((one, other) => one.x - other.x)[0];
	if (!first) return read;
	const dated = anew
		.flat()
		.filter((word) => plain([word]).startsWith('NGAY') && word.x0 > first.x - page.width * 0.1)
		.map(({ y1 }) => y1);
	return {
		...read,
		columnsAt: {
			x: first.x - first.height * 0.8,
			top: Math.max(0, Math.min(...mottos.map(({ top }) => top)) - first.height),
			bottom: dated.length > 0 ? Math.min(...dated) : Math.min(end, first.top + first.height * 7),
		},
	};
};
