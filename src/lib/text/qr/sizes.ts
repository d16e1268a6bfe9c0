/** The versions (sizes) that are written; the last takes 331 bytes, more than any address of ours. */
export const MOST_VERSION = 13;

/** Level M (15 % may be lost), by version: check bytes of each block, and into how many blocks the data is parted. */
const checks = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22];
const parts = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9];

export const sideOf = (version: number): number => version * 4 + 17;

/** Where the centres of the small squares stand, along both axes (ISO/IEC 18004, annex E). */
export const alignmentsOf = (version: number): number[] => {
	if (version === 1) return [];
	const count = Math.floor(version / 7) + 2;
	const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
	const places = [6];
	for (let at = count - 2; at >= 0; at -= 1) places.push(sideOf(version) - 7 - at * step);
	return places;
};

/** How many bytes a version holds, check bytes with them. */
const bytesIn = (version: number): number => {
	let modules = (16 * version + 128) * version + 64;
	if (version >= 2) {
		const count = Math.floor(version / 7) + 2;
		modules -= (25 * count - 10) * count - 55;
		if (version >= 7) modules -= 36;
	}
	return Math.floor(modules / 8);
};

export type Blocks = { all: number; data: number; checks: number; parts: number };

/** How a version is parted into blocks. */
export const blocksOf = (version: number): Blocks => {
	const all = bytesIn(version);
	const each = checks[version - 1] ?? 0;
	const count = parts[version - 1] ?? 1;
	return { all, data: all - each * count, checks: each, parts: count };
};
