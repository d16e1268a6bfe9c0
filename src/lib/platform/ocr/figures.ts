import { ANSWERS, NO_FIGURE, newLayers, think, type Weights } from './digit-net.ts';
import { type Box, centred } from './digit-picture.ts';
import { bandOf, type Crop, type Ink, lightsOf, type Stroke, strokesOf, wholeStrokes } from './strokes.ts';

/** Figures that were read, and how sure the least sure of them is (0 to 1). */
export type Figures = { text: string; sure: number };

const layers = newLayers();

/** Hands lean to the right: a figure is looked at upright, and set back by as much. */
const SLANTS = [0, 0.2, 0.4] as const;

/** The dots of a box, each row moved to the left the more the higher it stands. */
const setBack = (
	dots: Uint8Array,
	width: number,
	{ x0, y0, x1, y1 }: Box,
	slant: number,
): { dots: Uint8Array; width: number; box: Box } => {
	const high = y1 - y0;
	const room = Math.ceil(high * slant);
	const wide = x1 - x0 + room;
	const set = new Uint8Array(wide * high);
	for (let y = 0; y < high; y++) {
		const shift = Math.round(y * slant);
		for (let x = x0; x < x1; x++) if (dots[(y + y0) * width + x]) set[y * wide + x - x0 + shift] = 1;
	}
	return { dots: set, width: wide, box: { x0: 0, y0: 0, x1: wide, y1: high } };
};

/** The best answer for some dots, over all slants and nets together. */
const figureOf = (
	dots: Uint8Array,
	width: number,
	within: Box,
	nets: readonly Weights[],
): { figure: number; sure: number } => {
	const sums = new Float32Array(ANSWERS);
	for (const slant of SLANTS) {
		const upright = setBack(dots, width, within, slant);
		const picture = centred(upright.dots, upright.width, upright.box);
		if (!picture) return { figure: NO_FIGURE, sure: 1 };
		for (const net of nets) {
			think(picture, net, layers);
			for (const [answer, share] of layers.answers.entries())
				sums[answer] = (sums[answer] ?? 0) + share / SLANTS.length / nets.length;
		}
	}
	const figure = sums.indexOf(Math.max(...sums));
	return { figure, sure: sums[figure] ?? 0 };
};

/** Figures that touch are cut where the ink is thinnest; whichever way is surest holds. */
const cutFigures = (
	stroke: Stroke,
	width: number,
	high: number,
	nets: readonly Weights[],
): { figure: number; sure: number }[] => {
	const whole = [figureOf(stroke.dots, width, stroke, nets)];
	const wide = stroke.x1 - stroke.x0;
	const most = Math.min(4, Math.round(wide / (high * 0.45)));
	// A figure as wide as high is rare: two that touch are likelier.
	const broad = wide > (stroke.y1 - stroke.y0) * 0.9 ? 0.75 : 1;
	const worth = (all: { figure: number; sure: number }[]): number =>
		Math.min(...all.map(({ figure, sure }) => (figure === NO_FIGURE ? 0 : sure))) *
		(all.length === 1 ? broad : 1);
	let best = whole;
	if (wide < (stroke.y1 - stroke.y0) * 0.85) return best;
	for (let parts = 2; parts <= most; parts++) {
		const cuts = [stroke.x0];
		for (let part = 1; part < parts; part++) {
			const around = stroke.x0 + (wide * part) / parts;
			let [least, at] = [Number.POSITIVE_INFINITY, Math.round(around)];
			for (let x = Math.round(around - high * 0.22); x <= around + high * 0.22; x++) {
				let ink = 0;
				for (let y = stroke.y0; y < stroke.y1; y++) ink += stroke.dots[y * width + x] ?? 0;
				if (ink < least) [least, at] = [ink, x];
			}
			cuts.push(at);
		}
		cuts.push(stroke.x1);
		const read = cuts
			.slice(1)
			.map((x1, at) => figureOf(stroke.dots, width, { ...stroke, x0: cuts[at] ?? 0, x1 }, nets));
		if (worth(read) > worth(best)) best = read;
	}
	return best;
};

/**
 * Figures that a numbering stamp set above the line, over "Số:" and the stroke: those that stand alone show how high
 * the row of figures lies, and what is below it is left out.
 */
const raisedStrokes = (ink: Ink, high: number, nets: readonly Weights[]): Stroke[] => {
	const alone = strokesOf(ink).filter((stroke) => {
		const tall = stroke.y1 - stroke.y0;
		if (tall < high * 0.7 || tall > high * 1.7 || stroke.y1 > ink.height * 0.8) return false;
		const { figure, sure } = figureOf(stroke.dots, ink.width, stroke, nets);
		return figure !== NO_FIGURE && sure > 0.7;
	});
	if (alone.length === 0) return [];
	const tall = Math.max(...alone.map(({ y0, y1 }) => y1 - y0));
	const top = Math.max(0, Math.min(...alone.map(({ y0 }) => y0)) - Math.round(tall * 0.15));
	const bottom = Math.max(...alone.map(({ y1 }) => y1)) + 2;
	return wholeStrokes(strokesOf(bandOf(ink, top, bottom, top + tall * 0.75)), tall, ink).filter(
		({ y0 }) => y0 < top + tall * 0.45,
	);
};

/**
 * Reads figures that were written by hand, or stamped, into a blank of a printed line.
 * @param high about how high a figure is, in dots
 * @param isRaised they stand above the line and over its print
 * @returns what all lights agree on; null where they don't, or where something is there that is no figure
 */
export const readFigures = (
	crop: Crop,
	high: number,
	nets: readonly Weights[],
	isRaised = false,
): Figures | null => {
	const readings = lightsOf(crop).flatMap((ink): Figures[] => {
		const strokes = isRaised ? raisedStrokes(ink, high, nets) : wholeStrokes(strokesOf(ink), high, ink);
		if (strokes.length === 0 || strokes.length > 8) return [];
		const figures = strokes.flatMap((stroke) => cutFigures(stroke, ink.width, high, nets));
		if (figures.some(({ figure }) => figure === NO_FIGURE)) return [];
		return [
			{
				text: figures.map(({ figure }) => figure).join(''),
				sure: Math.min(...figures.map(({ sure }) => sure)),
			},
		];
	});
	const [first] = readings;
	// A wrong number is worse than an open one: lights that read something else leave it open.
	if (!first || readings.length < 2 || readings.some(({ text }) => text !== first.text)) return null;
	return { text: first.text, sure: readings.reduce((sum, { sure }) => sum + sure, 0) / readings.length };
};
