import { SIDE } from './digit-net.ts';

export type Box = { x0: number; y0: number; x1: number; y1: number };

/** How large a figure is drawn in its picture: its longer side. */
const SIZE = 20;

/**
 * The ink within a box as a picture for the network: scaled to one size, its centre of gravity in the middle.
 * @param ink 1 where there is ink, else 0; rows of `width`
 * @returns null where there is no ink
 */
export const centred = (ink: ArrayLike<number>, width: number, within: Box): Float32Array | null => {
	let [x0, y0, x1, y1] = [within.x1, within.y1, within.x0, within.y0];
	for (let y = within.y0; y < within.y1; y++)
		for (let x = within.x0; x < within.x1; x++)
			if (ink[y * width + x]) {
				x0 = Math.min(x0, x);
				x1 = Math.max(x1, x + 1);
				y0 = Math.min(y0, y);
				y1 = Math.max(y1, y + 1);
			}
	if (x1 <= x0 || y1 <= y0) return null;
	const scale = SIZE / Math.max(x1 - x0, y1 - y0);
	const picture = new Float32Array(SIDE * SIDE);
	let [sum, sumX, sumY] = [0, 0, 0];
	const [wide, high] = [
		Math.max(1, Math.round((x1 - x0) * scale)),
		Math.max(1, Math.round((y1 - y0) * scale)),
	];
	const small = new Float32Array(wide * high);
	for (let y = 0; y < high; y++)
		for (let x = 0; x < wide; x++) {
			const [fromX, toX] = [x0 + x / scale, Math.max(x0 + x / scale + 1, x0 + (x + 1) / scale)];
			const [fromY, toY] = [y0 + y / scale, Math.max(y0 + y / scale + 1, y0 + (y + 1) / scale)];
			let [covered, all] = [0, 0];
			for (let py = Math.floor(fromY); py < Math.min(y1, toY); py++)
				for (let px = Math.floor(fromX); px < Math.min(x1, toX); px++) {
					all += 1;
					covered += ink[py * width + px] as number;
				}
			const value = all > 0 ? covered / all : 0;
			small[y * wide + x] = value;
			sum += value;
			sumX += value * x;
			sumY += value * y;
		}
	if (sum === 0) return null;
	const left = Math.round((SIDE - 1) / 2 - sumX / sum);
	const top = Math.round((SIDE - 1) / 2 - sumY / sum);
	for (let y = 0; y < high; y++)
		for (let x = 0; x < wide; x++) {
			const [px, py] = [left + x, top + y];
			if (px >= 0 && py >= 0 && px < SIDE && py < SIDE)
				picture[py * SIDE + px] = small[y * wide + x] as number;
		}
	return picture;
};
