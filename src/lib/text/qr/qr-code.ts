import { checkBytes } from './reed-solomon.ts';
import { alignmentsOf, blocksOf, MOST_VERSION, sideOf } from './sizes.ts';

/** The squares of a code, row by row: true is dark. Without the white margin of four squares that belongs around it. */
export type QrMatrix = readonly (readonly boolean[])[];

type Grid = { side: number; dark: boolean[][]; fixed: boolean[][] };

const lengthBits = (version: number): number => (version < 10 ? 8 : 16);

/** The smallest version into which so many bytes go. @throws Error when none does */
const versionFor = (bytes: number): number => {
	for (let version = 1; version <= MOST_VERSION; version += 1)
		if (4 + lengthBits(version) + bytes * 8 <= blocksOf(version).data * 8) return version;
	throw new Error(`${bytes} bytes are too many for a code`);
};

/** Mode, length, the bytes themselves, and filling up to the end (ISO/IEC 18004, 7.4). */
const dataBytes = (bytes: Uint8Array, version: number): number[] => {
	const room = blocksOf(version).data;
	const bits: number[] = [];
	const put = (value: number, count: number): void => {
		for (let at = count - 1; at >= 0; at -= 1) bits.push((value >>> at) & 1);
	};
	put(0b0100, 4);
	put(bytes.length, lengthBits(version));
	for (const byte of bytes) put(byte, 8);
	put(0, Math.min(4, room * 8 - bits.length));
	put(0, (8 - (bits.length % 8)) % 8);
	const data: number[] = [];
	for (let at = 0; at < bits.length; at += 8)
		data.push(bits.slice(at, at + 8).reduce((value, bit) => value * 2 + bit, 0));
	for (let fill = 0xec; data.length < room; fill ^= 0xec ^ 0x11) data.push(fill);
	return data;
};

/** The blocks with their check bytes, dealt out byte by byte. */
const dealtOut = (data: readonly number[], version: number): number[] => {
	const { all, checks, parts } = blocksOf(version);
	const short = parts - (all % parts);
	const length = Math.floor(all / parts) - checks;
	const blocks: { own: number[]; check: number[] }[] = [];
	let from = 0;
	for (let nth = 0; nth < parts; nth += 1) {
		const to = from + length + (nth < short ? 0 : 1);
		const own = data.slice(from, to);
		blocks.push({ own, check: checkBytes(own, checks) });
		from = to;
	}
	const dealt: number[] = [];
	for (let at = 0; at <= length; at += 1)
		for (const { own } of blocks) {
			const byte = own[at];
			if (byte !== undefined) dealt.push(byte);
		}
	for (let at = 0; at < checks; at += 1) for (const { check } of blocks) dealt.push(check[at] ?? 0);
	return dealt;
};

const setFixed = (grid: Grid, row: number, column: number, isDark: boolean): void => {
	const [dark, fixed] = [grid.dark[row], grid.fixed[row]];
	if (!dark || !fixed || column < 0 || column >= grid.side) return;
	dark[column] = isDark;
	fixed[column] = true;
};

/** A large square of a corner with the white around it. */
const drawFinder = (grid: Grid, row: number, column: number): void => {
	for (let down = -4; down <= 4; down += 1)
		for (let right = -4; right <= 4; right += 1) {
			const ring = Math.max(Math.abs(down), Math.abs(right));
			setFixed(grid, row + down, column + right, ring !== 2 && ring !== 4);
		}
};

const drawPatterns = (grid: Grid, version: number): void => {
	const { side } = grid;
	for (let at = 0; at < side; at += 1) {
		setFixed(grid, 6, at, at % 2 === 0);
		setFixed(grid, at, 6, at % 2 === 0);
	}
	drawFinder(grid, 3, 3);
	drawFinder(grid, 3, side - 4);
	drawFinder(grid, side - 4, 3);
	const places = alignmentsOf(version);
	const last = places.length - 1;
	for (const [i, row] of places.entries())
		for (const [j, column] of places.entries()) {
			// Where a large square stands there is no small one.
			if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) continue;
			for (let down = -2; down <= 2; down += 1)
				for (let right = -2; right <= 2; right += 1)
					setFixed(grid, row + down, column + right, Math.max(Math.abs(down), Math.abs(right)) !== 1);
		}
};

/** Bits with their check bits: the remainder of a division by a polynomial. */
const withCheck = (value: number, count: number, polynomial: number): number => {
	let rest = value;
	for (let at = 0; at < count; at += 1) rest = (rest << 1) ^ ((rest >>> (count - 1)) * polynomial);
	return (value << count) | rest;
};

/** The level (M: 00) and the mask, twice, beside the large squares (ISO/IEC 18004, 7.9). */
const drawFormat = (grid: Grid, mask: number): void => {
	const bits = withCheck(mask, 10, 0x537) ^ 0x5412;
	const bit = (at: number): boolean => ((bits >>> at) & 1) === 1;
	const { side } = grid;
	for (let at = 0; at <= 5; at += 1) setFixed(grid, at, 8, bit(at));
	setFixed(grid, 7, 8, bit(6));
	setFixed(grid, 8, 8, bit(7));
	setFixed(grid, 8, 7, bit(8));
	for (let at = 9; at < 15; at += 1) setFixed(grid, 8, 14 - at, bit(at));
	for (let at = 0; at < 8; at += 1) setFixed(grid, 8, side - 1 - at, bit(at));
	for (let at = 8; at < 15; at += 1) setFixed(grid, side - 15 + at, 8, bit(at));
	setFixed(grid, side - 8, 8, true);
};

const drawVersion = (grid: Grid, version: number): void => {
	if (version < 7) return;
	const bits = withCheck(version, 12, 0x1f25);
	for (let at = 0; at < 18; at += 1) {
		const isDark = ((bits >>> at) & 1) === 1;
		const [far, near] = [grid.side - 11 + (at % 3), Math.floor(at / 3)];
		setFixed(grid, near, far, isDark);
		setFixed(grid, far, near, isDark);
	}
};

/** The bits in columns of two, up and down, from the right (ISO/IEC 18004, 7.7.3). */
const drawBytes = (grid: Grid, bytes: readonly number[]): void => {
	const { side } = grid;
	let at = 0;
	for (let right = side - 1; right >= 1; right -= 2) {
		if (right === 6) right = 5;
		for (let step = 0; step < side; step += 1)
			for (let nth = 0; nth < 2; nth += 1) {
				const column = right - nth;
				const row = ((right + 1) & 2) === 0 ? side - 1 - step : step;
				const line = grid.dark[row];
				if (!line || grid.fixed[row]?.[column] || at >= bytes.length * 8) continue;
				line[column] = (((bytes[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1) === 1;
				at += 1;
			}
	}
};

/** Which squares a mask turns over, by row and column. */
export const masks: readonly ((row: number, column: number) => boolean)[] = [
	(row, column) => (row + column) % 2 === 0,
	(row) => row % 2 === 0,
	(_row, column) => column % 3 === 0,
	(row, column) => (row + column) % 3 === 0,
	(row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
	(row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
	(row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
	(row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

const turnOver = (grid: Grid, mask: number): void => {
	const turns = masks[mask];
	for (const [row, line] of grid.dark.entries())
		for (const [column, isDark] of line.entries())
			if (!grid.fixed[row]?.[column] && turns?.(row, column)) line[column] = !isDark;
};

/** Runs, blocks, look-alikes of the large squares, and an uneven share of dark make a code hard to read (7.8.3). */
const penaltyOf = ({ side, dark }: Grid): number => {
	let penalty = 0;
	const columns = Array.from({ length: side }, (_, column) => dark.map((row) => row[column] ?? false));
	for (const line of [...dark, ...columns]) {
		const text = line.map((isDark) => (isDark ? '1' : '0')).join('');
		for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) penalty += run.length - 2;
		for (let at = 0; at + 11 <= side; at += 1)
			if (['10111010000', '00001011101'].includes(text.slice(at, at + 11))) penalty += 40;
	}
	for (let row = 0; row + 1 < side; row += 1)
		for (let column = 0; column + 1 < side; column += 1) {
			const of = dark[row]?.[column];
			if (
				of === dark[row]?.[column + 1] &&
				of === dark[row + 1]?.[column] &&
				of === dark[row + 1]?.[column + 1]
			)
				penalty += 3;
		}
	const share = (dark.flat().filter(Boolean).length * 100) / (side * side);
	return penalty + Math.floor(Math.abs(share - 50) / 5) * 10;
};

/**
 * A text as a QR code: byte mode, level M, the smallest size that holds it (ISO/IEC 18004).
 * @param wantedMask takes this mask; without one that which is easiest to read
 * @throws Error when the text is longer than 331 bytes
 */
export const qrCode = (text: string, wantedMask?: number): QrMatrix => {
	const bytes = new TextEncoder().encode(text);
	const version = versionFor(bytes.length);
	const side = sideOf(version);
	const empty = (): boolean[][] => Array.from({ length: side }, () => new Array<boolean>(side).fill(false));
	const dealt = dealtOut(dataBytes(bytes, version), version);
	const drawn = (mask: number): Grid => {
		const grid: Grid = { side, dark: empty(), fixed: empty() };
		drawPatterns(grid, version);
		drawFormat(grid, mask);
		drawVersion(grid, version);
		drawBytes(grid, dealt);
		turnOver(grid, mask);
		return grid;
	};
	if (wantedMask !== undefined) return drawn(wantedMask).dark;
	const candidates = masks.map((_, mask) => drawn(mask));
	const [best] = candidates
		.map((grid) => ({ grid, penalty: penaltyOf(grid) }))
		.sort((one, other) => one.penalty - other.penalty);
	if (!best) throw new Error('No mask at all');
	return best.grid.dark;
};
