import type { Line } from '../file-readers/pdf-paragraphs.ts';

/** A word as it was read: where it stands in pixels of the page (y downwards) and how sure (0 to 100). */
export type ReadWord = { text: string; x0: number; y0: number; x1: number; y1: number; confidence: number };
/** A page as it was read: its lines as the reader of scans found them. */
export type ReadPage = {
	width: number;
	height: number;
	lines: ReadWord[][];
	/** Where a head of two columns stands and parts. */
	columnsAt?: { x: number; top: number; bottom: number };
};

/** A line of a scan, with how sure it was read: its words, and the least sure of those with figures. */
export type ScanLine = Line & { sure: number; figures: number };

type Row = { words: ReadWord[]; y0: number; y1: number };

/** A gap this many times the height of the letters parts the columns of a head. */
const COLUMN_GAP = 1.6;
/** Below this a word is more likely a scratch or a piece of a seal. */
const NOISE = 25;

const box = (words: readonly ReadWord[]): { y0: number; y1: number; x0: number; x1: number } => ({
	y0: Math.min(...words.map(({ y0 }) => y0)),
	y1: Math.max(...words.map(({ y1 }) => y1)),
	x0: Math.min(...words.map(({ x0 }) => x0)),
	x1: Math.max(...words.map(({ x1 }) => x1)),
});

const isNoise = ({ text, confidence }: ReadWord): boolean =>
	!/[\p{L}\p{N}/]/u.test(text)
		? confidence < 60 && !/^[-–—.:;…]+$/.test(text)
		: confidence < NOISE && text.length < 3;

/** Lines that stand side by side are one row: the reader of scans cuts a two-column head now so, now so. */
const rowsOf = (lines: readonly ReadWord[][]): Row[] => {
	const rows: Row[] = [];
	const sorted = lines
		.map((words) => words.filter((word) => !isNoise(word)))
		.filter((words) => words.length > 0)
		.map((words) => ({ words, ...box(words) }))
		.sort((one, other) => one.y0 - other.y0);
	for (const line of sorted) {
		const height = line.y1 - line.y0;
		const row = rows.find((other) => {
			const overlap = Math.min(other.y1, line.y1) - Math.max(other.y0, line.y0);
			if (overlap < Math.min(height, other.y1 - other.y0) * 0.55) return false;
			const { x0, x1 } = box(other.words);
			return line.x0 >= x1 || line.x1 <= x0;
		});
		if (row) {
			row.words.push(...line.words);
			row.y0 = Math.min(row.y0, line.y0);
			row.y1 = Math.max(row.y1, line.y1);
		} else rows.push({ words: [...line.words], y0: line.y0, y1: line.y1 });
	}
	return rows.sort((one, other) => one.y0 + one.y1 - other.y0 - other.y1);
};

type Part = { words: ReadWord[]; column: number };

/** A row of the body: columns are where wide gaps are. */
const cutAtGaps = (words: readonly ReadWord[], height: number): Part[] => {
	const parts: Part[] = [];
	for (const word of words) {
		const last = parts.at(-1)?.words.at(-1);
		if (last && word.x0 - last.x1 < height * COLUMN_GAP) parts.at(-1)?.words.push(word);
		else parts.push({ words: [word], column: parts.length });
	}
	return parts;
};

/**
 * A row of a head: two columns, parted at the widest gap not far from where the motto begins. What is written by hand
 * leaves gaps within a column.
 */
const columnsOf = (words: readonly ReadWord[], x: number, pageWidth: number, height: number): Part[] => {
	let cut = -1;
	let widest = height * 0.8;
	for (let at = 1; at < words.length; at++) {
		const from = words[at - 1]?.x1 ?? 0;
		const to = words[at]?.x0 ?? 0;
		const near = to > pageWidth * 0.25 && from < x + height * 2 && to > x - pageWidth * 0.2;
		if (near && to - from > widest) {
			widest = to - from;
			cut = at;
		}
	}
	if (cut < 0) {
		const { x0, x1 } = box(words);
		return [{ words: [...words], column: (x0 + x1) / 2 < x ? 0 : 1 }];
	}
	return [
		{ words: words.slice(0, cut), column: 0 },
		{ words: words.slice(cut), column: 1 },
	];
};

const median = (values: readonly number[]): number =>
	[...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

/**
 * The lines of a page in the measures of a PDF (points, y upwards), columns parted, so that the same rules join them to
 * paragraphs as the lines of a printed PDF. Scratches outside of the margins don't move the margins.
 */
export const linesOfPage = (page: ReadPage, number: number): ScanLine[] => {
	const scale = 842 / Math.max(page.width, page.height);
	const lines = rowsOf(page.lines).flatMap((row): ScanLine[] => {
		row.words.sort((one, other) => one.x0 - other.x0);
		const height = median(row.words.map(({ y0, y1 }) => y1 - y0));
		const head = page.columnsAt;
		const middle = (row.y0 + row.y1) / 2;
		const inHead = head !== undefined && middle < head.bottom && middle > head.top;
		const parts = inHead ? columnsOf(row.words, head.x, page.width, height) : cutAtGaps(row.words, height);
		return parts.map(({ words, column }) => {
			const { x0, x1, y1 } = box(words);
			return {
				text: words.map(({ text }) => text).join(' '),
				start: x0 * scale,
				end: x1 * scale,
				y: (page.height - y1) * scale,
				height: Math.max(8, height * scale),
				page: number,
				pageWidth: page.width * scale,
				column,
				columns: inHead ? 2 : parts.length,
				sure: meanOf(words),
				figures: Math.min(
					1,
					...words.filter(({ text }) => /\d|^\W+$/.test(text)).map(({ confidence }) => confidence / 100),
				),
			};
		});
	});
	const full = lines.filter(({ start, end, pageWidth }) => end - start > pageWidth * 0.55);
	if (full.length < 3) return lines;
	const left = Math.min(...full.map(({ start }) => start));
	const right = Math.max(...full.map(({ end }) => end));
	const shift = 85 - left;
	return lines.map((line) => ({
		...line,
		start: (line.columns > 1 ? line.start : Math.max(line.start, left)) + shift,
		end: (line.columns > 1 ? line.end : Math.min(Math.max(line.end, left), right)) + shift,
	}));
};

const meanOf = (words: readonly ReadWord[]): number => {
	const letters = words.reduce((sum, { text }) => sum + text.length, 0);
	return letters === 0
		? 0
		: words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / letters / 100;
};

/** How sure the page was read: the mean over its letters, 0 to 1. */
export const confidenceOf = (page: ReadPage): number =>
	meanOf(page.lines.flat().filter((word) => !isNoise(word)));
