import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { type Canvas, createCanvas, Image } from '@napi-rs/canvas';
import type { ScanFormat } from './scan-kind.ts';

/** The pages of a file as pictures. Lives in the process of the pages only: it holds pdfjs-dist, which must not meet unpdf. */
export type PageSource = {
	pages: number;
	/** The page on white, as large as `size` asks for a sheet of A4; never more than MOST_PIXELS. */
	draw: (page: number, size: { dpi: number } | { width: number }) => Promise<Canvas>;
	close: () => Promise<void>;
};

const MOST_PIXELS = 14_000_000;
/** A sheet of A4 in inches: pictures say nothing reliable of their own size. */
const SHEET_LONG = 11.69;

const blank = (width: number, height: number): Canvas => {
	const canvas = createCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
	const context = canvas.getContext('2d');
	context.fillStyle = 'white';
	context.fillRect(0, 0, canvas.width, canvas.height);
	return canvas;
};

const within = (width: number, height: number, scale: number): number =>
	Math.min(scale, Math.sqrt(MOST_PIXELS / Math.max(1, width * height)));

const openPdf = async (bytes: Uint8Array): Promise<PageSource> => {
	const { AnnotationMode, getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
	const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
	const task = getDocument({
		data: bytes,
		verbosity: 0,
		wasmUrl: `${folder}/wasm/`,
		standardFontDataUrl: `${folder}/standard_fonts/`,
		cMapUrl: `${folder}/cmaps/`,
		iccUrl: `${folder}/iccs/`,
		enableXfa: false,
	});
	const pdf = await task.promise;
	return {
		pages: pdf.numPages,
		draw: async (number, size) => {
			const page = await pdf.getPage(number);
			const natural = page.getViewport({ scale: 1 });
			const wanted = 'dpi' in size ? size.dpi / 72 : size.width / natural.width;
			const viewport = page.getViewport({ scale: within(natural.width, natural.height, wanted) });
			const canvas = blank(viewport.width, viewport.height);
			// For reading, the stamp of a signature that a program lays over the page only covers what is printed below it.
			const annotations = await page.getAnnotations();
			const stampsOnly = annotations.every(({ subtype }: { subtype?: string }) =>
				['Widget', 'Link', 'Stamp'].includes(subtype ?? ''),
			);
			await page.render({
				canvas: canvas as unknown as HTMLCanvasElement,
				viewport,
				annotationMode: 'dpi' in size && stampsOnly ? AnnotationMode.DISABLE : AnnotationMode.ENABLE,
			}).promise;
			page.cleanup();
			return canvas;
		},
		close: () => task.destroy(),
	};
};

type Picture = { width: number; height: number; source: Canvas | Image };

const fromPictures = (pictures: number, at: (page: number) => Promise<Picture>): PageSource => ({
	pages: pictures,
	draw: async (number, size) => {
		const { width, height, source } = await at(number);
		const wanted =
			'dpi' in size
				? Math.min(4, (size.dpi * SHEET_LONG) / Math.max(width, height))
				: Math.min(1, size.width / width);
		const scale = within(width, height, wanted);
		const canvas = blank(width * scale, height * scale);
		canvas.getContext('2d').drawImage(source, 0, 0, canvas.width, canvas.height);
		return canvas;
	},
	close: async () => {},
});

const openPicture = async (bytes: Uint8Array): Promise<PageSource> => {
	const image = new Image();
	image.src = bytes;
	await image.decode();
	if (image.width === 0) throw new Error('no picture');
	return fromPictures(1, async () => ({ width: image.width, height: image.height, source: image }));
};

const openTiff = async (bytes: Uint8Array): Promise<PageSource> => {
	const { default: utif } = await import('utif2');
	const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
	const directories = utif.decode(buffer as ArrayBuffer).filter((one) => one['t256'] !== undefined);
	if (directories.length === 0) throw new Error('no page in the TIFF');
	return fromPictures(directories.length, async (number) => {
		const directory = directories[number - 1];
		if (!directory) throw new Error(`no page ${number}`);
		utif.decodeImage(buffer as ArrayBuffer, directory);
		const { width, height } = directory;
		const pixels = utif.toRGBA8(directory);
		const canvas = createCanvas(width, height);
		const context = canvas.getContext('2d');
		const picture = context.createImageData(width, height);
		picture.data.set(pixels);
		context.putImageData(picture, 0, 0);
		return { width, height, source: canvas };
	});
};

/** @throws when the file can not be opened */
export const openPages = async (path: string, format: ScanFormat): Promise<PageSource> => {
	const bytes = new Uint8Array(await readFile(path));
	if (format === 'pdf') return openPdf(bytes);
	return format === 'tiff' ? openTiff(bytes) : openPicture(bytes);
};
