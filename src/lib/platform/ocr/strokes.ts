import type { Box } from './digit-picture.ts';

/** A piece of a page as a canvas gives it: red, green, blue, opacity. */
export type Crop = { pixels: Uint8ClampedArray; width: number; height: number };

/** A piece in one light: where there is ink. */
export type Ink = { dots: Uint8Array; width: number; height: number };

/** Ink that hangs together: its dots alone, with its box. */
export type Stroke = Box & { dots: Uint8Array; area: number };

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

/** The pieces of ink that hang together. */
export const strokesOf = ({ dots, width, height }: Ink): Stroke[] => {
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
export const wholeStrokes = (strokes: readonly Stroke[], high: number, of: { height: number }): Stroke[] => {
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

/** Ink between two heights alone, and only in columns where it reaches up to a third one: tops of letters below go. */
export const bandOf = ({ dots, width, height }: Ink, y0: number, y1: number, reach: number): Ink => {
	const band = dots.map((dot, at) => (at >= y0 * width && at < y1 * width ? dot : 0));
	for (let x = 0; x < width; x++) {
		let top = y0;
		while (top < y1 && !band[top * width + x]) top++;
		if (top > reach) for (let y = y0; y < y1; y++) band[y * width + x] = 0;
	}
	return { dots: band, width, height };
};
