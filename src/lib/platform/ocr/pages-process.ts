// The process of the pages: draws pages as pictures and reads them (OCR). Started by pages.ts; a process of its own,
// because what a file makes it do must neither slow nor take down the application.

import { setPriority } from 'node:os';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { PSM } from 'tesseract.js';
import { redAlone, withoutRed, withoutRules } from './clean-image.ts';
import { withHeadAnew } from './head-anew.ts';
import type { PageAnswer, PageRequest } from './messages.ts';
import { openPages, type PageSource } from './page-source.ts';
import { DPI, plainPage, read } from './read-page.ts';
import type { ReadPage } from './rows.ts';
import { turnedBy, upright } from './upright.ts';

/** From this share of red on a page it is looked at alone: a mark of secrecy is some thousandths of a page. */
const RED = 0.0004;

// Before any thread is started: they inherit it.
if (process.argv[2] === 'background') setPriority(19);

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
