// The process of the pages: draws pages as pictures and reads them (OCR). Started by pages.ts; a process of its own,
// because what a file makes it do must neither slow nor take down the application.

import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { dirname } from 'node:path';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import type { SpelledWord } from './blanks.ts';
import { liesOnSide, redAlone, withoutRed, withoutRules } from './clean-image.ts';
import { filledIn } from './handwriting.ts';
import { headEndOf, withHead } from './head.ts';
import type { PageAnswer, PageRequest } from './messages.ts';
import { openPages, type PageSource } from './page-source.ts';
import type { ReadPage } from './rows.ts';

const DPI = 300;
/** The share of a page that is read once more for its head: somewhat more than the head, which reads better so. */
const HEAD = 0.36;
/** From this share of red on a page it is looked at alone: a mark of secrecy is some thousandths of a page. */
const RED = 0.0004;

// Before any thread is started: they inherit it.
if (process.argv[2] === 'background') setPriority(19);

let reader: Promise<Worker> | null = null;
const theReader = (): Promise<Worker> => {
	const folder = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/vie/package.json'));
	reader ??= createWorker('vie', OEM.LSTM_ONLY, {
		langPath: `${folder}/4.0.0_best_int`,
		gzip: true,
		cacheMethod: 'none',
	});
	return reader;
};

let opened: { key: string; source: PageSource } | null = null;
const sourceOf = async ({ path, format }: PageRequest): Promise<PageSource> => {
	const key = `${format} ${path}`;
	if (opened?.key !== key) {
		await opened?.source.close();
		opened = null;
		opened = { key, source: await openPages(path, format) };
	}
	return opened.source;
};

type Spelled = Omit<ReadPage, 'lines'> & { lines: SpelledWord[][]; turned: number };

/** @param turned by how much the page was found to be turned; left out, it is looked for */
const read = async (canvas: Canvas, mode: PSM, turned?: number): Promise<Spelled> => {
	const worker = await theReader();
	await worker.setParameters({ tessedit_pageseg_mode: mode, user_defined_dpi: String(DPI) });
	const { data } = await worker.recognize(
		canvas.toBuffer('image/png'),
		turned === undefined ? { rotateAuto: true } : { rotateRadians: turned },
		{ text: false, blocks: true },
	);
	return {
		width: canvas.width,
		height: canvas.height,
		turned: data.rotateRadians ?? 0,
		lines: (data.blocks ?? [])
			.flatMap(({ paragraphs }) => paragraphs)
			.flatMap(({ lines }) => lines)
			.map(({ words }) =>
				words.map(({ text, bbox, confidence, symbols }) => ({
					text,
					confidence,
					...bbox,
					letters: symbols.map(({ bbox: { x0, x1 } }) => ({ x0, x1 })),
				})),
			),
	};
};

/** Letters go no further than this process. */
const plainLines = (lines: readonly SpelledWord[][]): ReadPage['lines'] =>
	lines.map((words) => words.map(({ letters: _letters, ...word }) => word));
const plainPage = ({ turned: _turned, lines, ...page }: Spelled): ReadPage => ({
	...page,
	lines: plainLines(lines),
});

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
const withHeadAnew = async (canvas: Canvas, whole: Spelled, coloured: Canvas): Promise<ReadPage> => {
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

/** A page of which less than this share reads like words may lie on its side or on its head. */
const UPRIGHT = 0.5;
/** Of a page in question a strip is read in the other directions: enough to tell letters from scratches. */
const STRIP = 900;

const turnedBy = (canvas: Canvas, quarters: 1 | 2 | 3): Canvas => {
	const across = quarters === 2;
	const turned = createCanvas(across ? canvas.width : canvas.height, across ? canvas.height : canvas.width);
	const context = turned.getContext('2d');
	context.translate(turned.width / 2, turned.height / 2);
	context.rotate((quarters * Math.PI) / 2);
	context.drawImage(canvas, -canvas.width / 2, -canvas.height / 2);
	return turned;
};

/** A word of small letters, or of capitals alone: what is read of a page on its side is scratches, though surely read. */
const likeWord = /^[("“‘]?(?:\p{Lu}?\p{Ll}{2,}|\p{Lu}{2,})[.,;:)”’]*$/u;

/** The letters that were read in what looks like words. */
const yieldOf = ({ lines }: Pick<ReadPage, 'lines'>): number =>
	lines
		.flat()
		.filter(({ text, confidence }) => confidence > 60 && likeWord.test(text.normalize('NFC')))
		.reduce((sum, { text }) => sum + text.length, 0);

/** Do the words stand on end? Letters that run down the page are read as surely as others, but in no order. */
const runsDown = ({ lines }: Pick<ReadPage, 'lines'>): boolean => {
	const words = lines.flat().filter(({ text }) => text.length >= 4);
	const down = words.filter(({ x0, x1, y0, y1 }) => y1 - y0 > x1 - x0);
	return down.length > words.length / 2;
};

const worthOf = (page: Pick<ReadPage, 'lines'>): number => (runsDown(page) ? 0 : yieldOf(page));

const isUpright = (page: Pick<ReadPage, 'lines'>): boolean => {
	const all = page.lines.flat().reduce((sum, { text }) => sum + text.length, 0);
	return !runsDown(page) && yieldOf(page) >= all * UPRIGHT;
};

const stripOf = (canvas: Canvas): Canvas => {
	const strip = createCanvas(canvas.width, Math.min(canvas.height, STRIP));
	strip.getContext('2d').drawImage(canvas, 0, -Math.max(0, Math.round((canvas.height - STRIP) / 3)));
	return strip;
};

/** The page as it should be held, with what was read: pages that read badly are tried in the other directions. */
const upright = async (canvas: Canvas): Promise<{ whole: Spelled; quarters: 0 | 1 | 2 | 3 }> => {
	const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
	const isOnSide = liesOnSide(data, canvas.width, canvas.height);
	const whole = isOnSide ? null : await read(canvas, PSM.AUTO);
	if (whole && isUpright(whole)) return { whole, quarters: 0 };
	// A page that is a little askew spreads its ink as one on its side does: it is tried as it is, too.
	const turns = isOnSide
		? ([0, 1, 3] as const)
		: whole && runsDown(whole)
			? ([1, 3] as const)
			: ([0, 2] as const);
	let best: { quarters: 0 | 1 | 2 | 3; worth: number } = { quarters: turns[0], worth: -1 };
	for (const quarters of turns) {
		const turned = quarters === 0 ? canvas : turnedBy(canvas, quarters);
		const worth = worthOf(await read(stripOf(turned), PSM.AUTO));
		if (worth > best.worth * 1.2) best = { quarters, worth };
	}
	if (whole && best.quarters === 0) return { whole, quarters: 0 };
	const { quarters } = best;
	return { whole: await read(quarters === 0 ? canvas : turnedBy(canvas, quarters), PSM.AUTO), quarters };
};

const copyOf = (canvas: Canvas): Canvas => {
	const copy = createCanvas(canvas.width, canvas.height);
	copy.getContext('2d').drawImage(canvas, 0, 0);
	return copy;
};

const answer = async (request: PageRequest): Promise<PageAnswer> => {
	const { id } = request;
	const source = await sourceOf(request);
	if (request.act === 'count') return { id, pages: source.pages };
	if (request.act === 'draw') {
		const canvas = await source.draw(request.page, { width: request.width });
		return { id, png: await canvas.encode('png') };
	}
	const canvas = await source.draw(request.page, { dpi: DPI });
	const coloured = copyOf(canvas);
	const context = canvas.getContext('2d');
	const picture = context.getImageData(0, 0, canvas.width, canvas.height);
	const original = picture.data.slice();
	const share = withoutRed(picture.data);
	withoutRules(picture.data, canvas.width, canvas.height, DPI);
	context.putImageData(picture, 0, 0);
	const { whole, quarters } = await upright(canvas);
	const held = (one: Canvas): Canvas => (quarters === 0 ? one : turnedBy(one, quarters));
	const page = await withHeadAnew(held(canvas), whole, held(coloured));
	let red: ReadPage | null = null;
	if (share > RED) {
		redAlone(original);
		picture.data.set(original);
		context.putImageData(picture, 0, 0);
		red = plainPage(await read(held(canvas), PSM.SPARSE_TEXT, 0));
	}
	return { id, read: page, red };
};

let queue = Promise.resolve();
process.on('message', (request: PageRequest) => {
	queue = queue.then(async () => {
		const said = await answer(request).catch(
			(error: unknown): PageAnswer => ({
				id: request.id,
				failed: error instanceof Error ? error.message : String(error),
			}),
		);
		process.send?.(said);
	});
});
process.on('disconnect', () => process.exit(0));
