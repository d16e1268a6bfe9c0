import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { PSM } from 'tesseract.js';
import type { SpelledWord } from './blanks.ts';
import { filledIn } from './handwriting.ts';
import { headEndOf, withHead } from './head.ts';
import { plainLines, plainPage, read, type Spelled } from './read-page.ts';
import type { ReadPage } from './rows.ts';

/** The share of a page that is read once more for its head: somewhat more than the head, which reads better so. */
const HEAD = 0.36;

/** The upper part of a page, held straight. */
const upperOf = (canvas: Canvas, turned: number): Canvas => {
	const upper = createCanvas(canvas.width, Math.round(canvas.height * HEAD));
	const context = upper.getContext('2d');
	context.fillStyle = 'white';
	context.fillRect(0, 0, upper.width, upper.height);
	context.translate(canvas.width / 2, canvas.height / 2);
	context.rotate(turned);
	context.drawImage(canvas, -canvas.width / 2, -canvas.height / 2);
	return upper;
};

/** A line of print is so high, in dots: more is a stamp, less a rule or dust. */
const LINE = { least: 26, most: 130 } as const;

const MOST_UNREAD = 3;

/** Lines in the middle of a head where there is ink and neither reading found a word: the type stands alone there. */
const unreadLines = (
	upper: Canvas,
	lines: readonly SpelledWord[][],
	end: number,
): { top: number; bottom: number }[] => {
	const [from, to] = [Math.round(upper.width * 0.3), Math.round(upper.width * 0.8)];
	const { data } = upper
		.getContext('2d')
		.getImageData(from, 0, to - from, Math.min(upper.height, end + LINE.most));
	const words = lines.flat().filter(({ x1, x0 }) => x1 > from && x0 < to);
	const found: { top: number; bottom: number }[] = [];
	let start = -1;
	for (let y = 0; y * (to - from) * 4 < data.length; y++) {
		let ink = 0;
		for (let x = 0; x < to - from; x++) if ((data[(y * (to - from) + x) * 4] ?? 255) < 130) ink += 1;
		if (ink > 4 && start < 0) start = y;
		else if (ink <= 4 && start >= 0) {
			const [top, bottom] = [start, y];
			start = -1;
			if (bottom - top < LINE.least || bottom - top > LINE.most) continue;
			if (words.some(({ y0, y1 }) => Math.min(y1, bottom) - Math.max(y0, top) > (bottom - top) * 0.5))
				continue;
			found.push({ top: Math.max(0, top - 14), bottom: bottom + 14 });
		}
	}
	return found.slice(0, MOST_UNREAD);
};

/**
 * A head is read once more as scattered pieces: columns, stamps and seals side by side disturb the reading of lines.
 * Then the figures that somebody wrote into its blanks.
 * @param coloured the page before red and rules were taken out
 */
export const withHeadAnew = async (canvas: Canvas, whole: Spelled, coloured: Canvas): Promise<ReadPage> => {
	const page = plainPage(whole);
	const end = headEndOf(page);
	if (end === null) return page;
	const upper = upperOf(canvas, whole.turned);
	const head = await read(upper, PSM.SPARSE_TEXT, 0);
	const lines = filledIn(head.lines, upperOf(coloured, whole.turned));
	const unread: SpelledWord[][] = [];
	for (const { top, bottom } of unreadLines(upper, [...head.lines, ...whole.lines], end)) {
		const strip = createCanvas(upper.width, bottom - top);
		strip.getContext('2d').drawImage(upper, 0, -top);
		const { lines: found } = await read(strip, PSM.SINGLE_LINE, 0);
		unread.push(
			...found.map((words) =>
				words
					.filter(({ confidence }) => confidence > 60)
					.map((word) => ({ ...word, y0: word.y0 + top, y1: word.y1 + top })),
			),
		);
	}
	return withHead(page, end, plainLines(lines), plainLines(unread));
};
