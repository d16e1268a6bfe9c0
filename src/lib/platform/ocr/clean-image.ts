/** Pixels as a canvas gives them: red, green, blue, opacity. */
type Pixels = Uint8ClampedArray | Uint8Array;

const isRed = (red: number, green: number, blue: number): boolean =>
	red > 90 && red - green > 45 && red - blue > 30;

/**
 * Makes a page ready for reading, in place: grey, and without the red of seals, so that what is printed below a seal
 * comes through. Blue stays, because numbers and days are written by hand in blue.
 * @returns the share of red pixels
 */
export const withoutRed = (pixels: Pixels): number => {
	let red = 0;
	for (let at = 0; at < pixels.length; at += 4) {
		const r = pixels[at] ?? 255;
		const g = pixels[at + 1] ?? 255;
		const b = pixels[at + 2] ?? 255;
		const seal = isRed(r, g, b);
		if (seal) red += 1;
		const grey = seal ? Math.max(r, 225) : Math.round(0.299 * r + 0.587 * g + 0.114 * b);
		pixels[at] = grey;
		pixels[at + 1] = grey;
		pixels[at + 2] = grey;
	}
	return red / Math.max(1, pixels.length / 4);
};

/** Keeps the red alone, as black on white, in place: marks of secrecy are stamped in red. */
export const redAlone = (pixels: Pixels): void => {
	for (let at = 0; at < pixels.length; at += 4) {
		const ink = isRed(pixels[at] ?? 255, pixels[at + 1] ?? 255, pixels[at + 2] ?? 255) ? 0 : 255;
		pixels[at] = ink;
		pixels[at + 1] = ink;
		pixels[at + 2] = ink;
	}
};

/** Ink darker than this counts when lines are looked for. */
const DARK = 150;

/** Runs of ink along one direction that are longer than any stroke of a letter and no thicker than a ruled line. */
const wipeRuns = (
	pixels: Pixels,
	along: { count: number; step: number },
	across: { count: number; step: number },
	longest: number,
	thickest: number,
): void => {
	const dark = (at: number): boolean => (pixels[at * 4] ?? 255) < DARK;
	const wipe: number[] = [];
	for (let line = 0; line < across.count; line++) {
		let run = 0;
		let missing = 0;
		for (let place = 0; place <= along.count; place++) {
			const at = line * across.step + place * along.step;
			if (place < along.count && dark(at)) {
				run += 1 + missing;
				missing = 0;
			} else if (place < along.count && run > 0 && missing < 2) missing += 1;
			else {
				if (run > longest)
					for (let back = 0; back <= run + missing; back++) wipe.push(at - back * along.step);
				run = 0;
				missing = 0;
			}
		}
	}
	for (const at of wipe) {
		// What is thick here is a letter that the line crosses: it stays.
		let thick = 0;
		for (let side = -thickest; side <= thickest; side++) if (dark(at + side * across.step)) thick += 1;
		if (thick <= thickest) {
			const white = at * 4;
			if (white < 0 || white + 2 >= pixels.length) continue;
			pixels[white] = 254;
			pixels[white + 1] = 254;
			pixels[white + 2] = 254;
		}
	}
};

/** Takes ruled lines away, in place: the frame of a stamp, the rule below a motto, the grid of a table hinder reading. */
export const withoutRules = (pixels: Pixels, width: number, height: number, dpi: number): void => {
	const longest = Math.round(dpi * 0.42);
	const thickest = Math.round(dpi * 0.03);
	const rows = { count: height, step: width };
	const columns = { count: width, step: 1 };
	wipeRuns(pixels, columns, rows, longest, thickest);
	wipeRuns(pixels, rows, columns, longest, thickest);
};

/** How unevenly ink is spread over lines of dots: rows of text leave bands of white between them. */
const unevenness = (counts: readonly number[]): number => {
	let sum = 0;
	for (let at = 1; at < counts.length; at++) sum += ((counts[at] ?? 0) - (counts[at - 1] ?? 0)) ** 2;
	return sum / Math.max(1, counts.length);
};

/** Do the lines of a page run from top to bottom? Then it lies on its side. */
export const liesOnSide = (pixels: Pixels, width: number, height: number): boolean => {
	const rows = new Array<number>(height).fill(0);
	const columns = new Array<number>(width).fill(0);
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++)
			if ((pixels[(y * width + x) * 4] ?? 255) < DARK) {
				rows[y] = (rows[y] ?? 0) + 1;
				columns[x] = (columns[x] ?? 0) + 1;
			}
	return unevenness(columns) > unevenness(rows) * 1.5;
};
