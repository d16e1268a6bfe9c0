import { ANSWERS, NO_FIGURE, newLayers, think, type Weights } from './digit-net.ts';
import { type Box, centred } from './digit-picture.ts';

/** A piece of a page as a canvas gives it: red, green, blue, opacity. */
export type Crop = { pixels: Uint8ClampedArray; width: number; height: number };
/** Figures that were read, and how sure the least sure of them is (0 to 1). */
export type Figures = { text: string; sure: number };

type Ink = { dots: Uint8Array; width: number; height: number };
/** Ink that hangs together: its dots alone, with its box. */
type Stroke = Box & { dots: Uint8Array; area: number };

/** Where paper ends and ink begins (Otsu): the grey value that parts the two best. */
export const inkBelow = (greys: Uint8Array): number => {
	const count = new Float64Array(256);
	for (const grey of greys) count[grey] = (count[grey] ?? 0) + 1;
	const all = greys.length;
	let total = 0;
	for (const [grey, many] of count.entries()) total += grey * many;
	let [dark, darkSum, best, at] = [0, 0, -1, 128];
	for (const [grey, many] of count.entries()) {
		dark += many;
		darkSum += grey * many;
		if (dark === 0 || dark === all) continue;
		const apart = darkSum / dark - (total - darkSum) / (all - dark);
		const worth = dark * (all - dark) * apart * apart;
		if (worth > best) [best, at] = [worth, grey];
	}
	return at;
};

/** By how much blue ink is bluer than red, in three lights. */
const BLUE = [45, 30, 60] as const;
const DARKER = [0, -22, 18] as const;

/** The same piece in several lights: the usual one, a darker, a lighter; where a hand wrote in blue the blue alone. */
export const lightsOf = ({ pixels, width, height }: Crop): Ink[] => {
	const greys = new Uint8Array(width * height);
	const blues = new Int16Array(width * height);
	for (let at = 0; at < greys.length; at++) {
		const [r, g, b] = [pixels[at * 4] ?? 255, pixels[at * 4 + 1] ?? 255, pixels[at * 4 + 2] ?? 255];
		greys[at] = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
		blues[at] = b > g ? b - r : 0;
	}
	const isBlue = blues.filter((blue) => blue > BLUE[0]).length > greys.length * 0.01;
	if (isBlue)
		return BLUE.map((least) => ({
			dots: Uint8Array.from(blues, (blue) => (blue > least ? 1 : 0)),
			width,
			height,
		}));
	const limit = inkBelow(greys);
	return DARKER.map((lighter) => ({
		dots: greys.map((grey) => (grey <= limit + lighter ? 1 : 0)),
		width,
		height,
	}));
};

const strokesOf = ({ dots, width, height }: Ink): Stroke[] => {
	const seen = new Uint8Array(dots.length);
	const strokes: Stroke[] = [];
	for (let start = 0; start < dots.length; start++) {
		if (!dots[start] || seen[start]) continue;
		const own = new Uint8Array(dots.length);
		const stroke: Stroke = { x0: width, y0: height, x1: 0, y1: 0, dots: own, area: 0 };
		const open = [start];
		seen[start] = 1;
		while (open.length > 0) {
			const at = open.pop() as number;
			const [x, y] = [at % width, Math.floor(at / width)];
			own[at] = 1;
			stroke.area += 1;
			stroke.x0 = Math.min(stroke.x0, x);
			stroke.x1 = Math.max(stroke.x1, x + 1);
			stroke.y0 = Math.min(stroke.y0, y);
			stroke.y1 = Math.max(stroke.y1, y + 1);
			for (let dy = -1; dy <= 1; dy++)
				for (let dx = -1; dx <= 1; dx++) {
					const next = at + dy * width + dx;
					if (x + dx < 0 || x + dx >= width || next < 0 || next >= dots.length) continue;
					if (!dots[next] || seen[next]) continue;
					seen[next] = 1;
					open.push(next);
				}
		}
		strokes.push(stroke);
	}
	return strokes;
};

const joined = (one: Stroke, other: Stroke): Stroke => ({
	x0: Math.min(one.x0, other.x0),
	y0: Math.min(one.y0, other.y0),
	x1: Math.max(one.x1, other.x1),
	y1: Math.max(one.y1, other.y1),
	area: one.area + other.area,
	dots: one.dots.map((dot, at) => dot | (other.dots[at] ?? 0)),
});

/** Strokes of one figure that don't touch stand over one another: the bar of a five, a broken eight. */
const wholeStrokes = (strokes: readonly Stroke[], high: number, of: { height: number }): Stroke[] => {
	const large: Stroke[] = [];
	const small: Stroke[] = [];
	for (const stroke of strokes) {
		const tall = stroke.y1 - stroke.y0;
		const wide = stroke.x1 - stroke.x0;
		// A scratch, a dot of the dotted line, a rule, what reaches in from the line above or below.
		if (stroke.area < high * high * 0.012 || wide > high * 5) continue;
		const middle = (stroke.y0 + stroke.y1) / 2;
		if ((stroke.y0 === 0 || stroke.y1 === of.height) && Math.abs(middle - of.height / 2) > of.height * 0.3)
			continue;
		if (tall > high * 0.6) large.push(stroke);
		else small.push(stroke);
	}
	for (const piece of small) {
		const over = (one: Stroke): number => Math.min(one.x1, piece.x1) - Math.max(one.x0, piece.x0);
		const at = large.findIndex((one) => over(one) > (piece.x1 - piece.x0) * 0.5);
		const host = large[at];
		const tall = piece.y1 - piece.y0;
		if (host && tall > high * 0.12) large[at] = joined(host, piece);
		else if (!host && tall > high * 0.42 && piece.y1 < of.height * 0.85) large.push(piece);
	}
	return large.sort((one, other) => one.x0 + one.x1 - other.x0 - other.x1);
};

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

/** Ink between two heights alone, and only in columns where it reaches up to a third one: tops of letters below go. */
const bandOf = ({ dots, width, height }: Ink, y0: number, y1: number, reach: number): Ink => {
	const band = dots.map((dot, at) => (at >= y0 * width && at < y1 * width ? dot : 0));
	for (let x = 0; x < width; x++) {
		let top = y0;
		while (top < y1 && !band[top * width + x]) top++;
		if (top > reach) for (let y = y0; y < y1; y++) band[y * width + x] = 0;
	}
	return { dots: band, width, height };
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
