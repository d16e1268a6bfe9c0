import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Canvas } from '@napi-rs/canvas';
import { createWorker, OEM, type PSM, type Worker } from 'tesseract.js';
import type { SpelledWord } from './blanks.ts';
import type { ReadPage } from './rows.ts';

/** As so many dots an inch a page is drawn and read. */
export const DPI = 300;

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

/** A page as it was read, with the places of its letters. */
export type Spelled = Omit<ReadPage, 'lines'> & { lines: SpelledWord[][]; turned: number };

/**
 * Reads a picture.
 * @param turned by how much the page was found to be turned; left out, it is looked for
 */
export const read = async (canvas: Canvas, mode: PSM, turned?: number): Promise<Spelled> => {
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
export const plainLines = (lines: readonly SpelledWord[][]): ReadPage['lines'] =>
	lines.map((words) => words.map(({ letters: _letters, ...word }) => word));

export const plainPage = ({ turned: _turned, lines, ...page }: Spelled): ReadPage => ({
	...page,
	lines: plainLines(lines),
});
