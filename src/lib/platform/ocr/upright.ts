import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { PSM } from 'tesseract.js';
import { liesOnSide } from './clean-image.ts';
import { read, type Spelled } from './read-page.ts';
import type { ReadPage } from './rows.ts';

/** A page of which less than this share reads like words may lie on its side or on its head. */
const UPRIGHT = 0.5;

/** Of a page in question a strip is read in the other directions: enough to tell letters from scratches. */
const STRIP = 900;

/** The page turned by so many quarters. */
export const turnedBy = (canvas: Canvas, quarters: 1 | 2 | 3): Canvas => {
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
export const upright = async (canvas: Canvas): Promise<{ whole: Spelled; quarters: 0 | 1 | 2 | 3 }> => {
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
