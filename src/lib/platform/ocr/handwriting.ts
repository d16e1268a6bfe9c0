import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { type Blank, blanksOf, type SpelledWord } from './blanks.ts';
import { type KeptWeights, openWeights, type Weights } from './digit-net.ts';
import { type Figures, readFigures } from './figures.ts';
import type { Crop } from './strokes.ts';

let opened: Weights[] | null = null;
/** Two that were taught apart: where they differ neither is sure. */
const nets = (): Weights[] => {
	opened ??= (
		JSON.parse(readFileSync(join(import.meta.dirname, 'digit-weights.json'), 'utf8')) as KeptWeights[]
	).map(openWeights);
	return opened;
};

/** Below this a reading says too little to be put before anybody. */
const TELLING = 0.6;
/** However clear a hand is: the clerk is asked to look (domain/doubt.ts asks below 60 %). */
const MOST_SURE = 55;

const most: Record<Blank['kind'], number> = { number: 99_999, day: 31, month: 12 };

/** Can it be what the blank asks for? */
const fits = ({ kind }: Blank, { text }: Figures): boolean =>
	text.length <= (kind === 'number' ? 5 : 2) && Number(text) >= 1 && Number(text) <= most[kind];

const cropOf = (page: Canvas, { x0, y0, x1, y1 }: Blank['box']): Crop => {
	const [width, height] = [x1 - x0, y1 - y0];
	const piece = createCanvas(width, height);
	const context = piece.getContext('2d');
	context.fillStyle = 'white';
	context.fillRect(0, 0, width, height);
	context.drawImage(page, -x0, -y0);
	return { pixels: context.getImageData(0, 0, width, height).data, width, height };
};

/** How a blank stands in its line where it could not be read. */
const UNREAD = '...';

/**
 * The lines of a head with the figures that were written by hand into its blanks. What can not be read stands as dots,
 * so that the field is left open and asked for; what is read is never sure.
 * @param page what the lines were read from, in its colours
 */
export const filledIn = (lines: readonly SpelledWord[][], page: Canvas): SpelledWord[][] => {
	const filled = lines.map((words) => words.map((word) => ({ ...word })));
	// From the right, so that places to the left stay.
	for (const blank of [...blanksOf(lines)].sort((one, other) => other.from - one.from)) {
		const { from, to, box, high, isRaised, label, sign } = blank;
		const read = readFigures(cropOf(page, box), high, nets(), isRaised);
		const told = read && read.sure >= TELLING && fits(blank, read) ? read : null;
		const words = filled[blank.line];
		const [before, after] = [words?.[from - 1], words?.[to]];
		if (!words || !before || !after) continue;
		if (!told && blank.mayBePrint) {
			for (const word of words.slice(from, to + 1)) word.confidence = Math.min(word.confidence, MOST_SURE);
			continue;
		}
		if (label) before.text = label;
		if (sign) after.text = sign;
		// Between its neighbours, on their line: places decide the order of words.
		const x0 = Math.max(box.x0, Math.min(before.x1, before.x0 + 2));
		words.splice(from, to - from, {
			text: told ? told.text : UNREAD,
			confidence: told ? Math.round(MOST_SURE * told.sure) : 0,
			x0,
			x1: Math.max(x0 + 2, Math.min(box.x1, after.x0)),
			y0: before.y0,
			y1: before.y1,
			letters: [],
		});
	}
	return filled;
};
