// The process of the pages: draws pages as pictures and reads them (OCR). Started by pages.ts; a process of its own,
// because what a file makes it do must neither slow nor take down the application.

import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { dirname } from 'node:path';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { redAlone, withoutRed, withoutRules } from './clean-image.ts';
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

/** @param turned by how much the page was found to be turned; left out, it is looked for */
const read = async (canvas: Canvas, mode: PSM, turned?: number): Promise<ReadPage & { turned: number }> => {
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
			.map(({ words }) => words.map(({ text, bbox, confidence }) => ({ text, confidence, ...bbox }))),
	};
};

/** A head is read once more as scattered pieces: columns, stamps and seals side by side disturb the reading of lines. */
const withHeadAnew = async (canvas: Canvas, whole: Awaited<ReturnType<typeof read>>): Promise<ReadPage> => {
	const { turned, ...page } = whole;
	const end = headEndOf(page);
	if (end === null) return page;
	const upper = createCanvas(canvas.width, Math.round(canvas.height * HEAD));
	upper.getContext('2d').drawImage(canvas, 0, 0);
	return withHead(page, end, (await read(upper, PSM.SPARSE_TEXT, turned)).lines);
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
	const context = canvas.getContext('2d');
	const picture = context.getImageData(0, 0, canvas.width, canvas.height);
	const original = picture.data.slice();
	const share = withoutRed(picture.data);
	withoutRules(picture.data, canvas.width, canvas.height, DPI);
	context.putImageData(picture, 0, 0);
	const page = await withHeadAnew(canvas, await read(canvas, PSM.AUTO));
	let red: ReadPage | null = null;
	if (share > RED) {
		redAlone(original);
		picture.data.set(original);
		context.putImageData(picture, 0, 0);
		red = await read(canvas, PSM.SPARSE_TEXT, 0);
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
