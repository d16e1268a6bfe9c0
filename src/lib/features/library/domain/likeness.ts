import { withoutMarks } from '#lib/text/fold.ts';

/** How alike two texts are, told from sketches of a few numbers (MinHash over runs of words; Broder 1997). */
export type Sketch = readonly number[];

const WIDTH = 64;
const ROWS = 4;
const WORDS = 4;
const MOST_RUNS = 20_000;
/** A text shorter than this says too little of itself. */
const FEWEST_RUNS = 12;

/** FNV-1a, 32 bits. */
const hash = (text: string): number => {
	let value = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
	return value >>> 0;
};
/** A family of mixings of one hash, the same on every machine. */
const mixed = (value: number, seed: number): number => {
	let mix = Math.imul(value ^ (seed * 0x9e3779b1), 0x85ebca6b);
	mix ^= mix >>> 13;
	mix = Math.imul(mix, 0xc2b2ae35);
	return (mix ^ (mix >>> 16)) | 0;
};

/**
 * The sketch of a text; null for one too short to compare. Marks, case and punctuation do not count, so that the same
 * text from a scan, a PDF and a Word file has nearly the same sketch.
 */
export const sketchOf = (paragraphs: readonly { text: string }[]): number[] | null => {
	const words = withoutMarks(paragraphs.map(({ text }) => text).join(' ')).match(/[a-z0-9]+/g) ?? [];
	const runs = new Set<number>();
	for (let at = 0; at + WORDS <= words.length && runs.size < MOST_RUNS; at++)
		runs.add(hash(words.slice(at, at + WORDS).join(' ')));
	if (runs.size < FEWEST_RUNS) return null;
	return Array.from({ length: WIDTH }, (_, seed) => {
		let least = 0x7fffffff;
		for (const run of runs) least = Math.min(least, mixed(run, seed + 1));
		return least;
	});
};

/** Keys under which like texts meet: two texts that agree in three quarters share one almost surely. */
export const bandsOf = (sketch: Sketch): number[] =>
	Array.from({ length: WIDTH / ROWS }, (_, band) => {
		const rows = sketch.slice(band * ROWS, band * ROWS + ROWS).join(',');
		return band * 2 ** 33 + hash(rows);
	});

/** The share of runs of words that two texts have in common, 0 to 1. */
export const likeness = (one: Sketch | null, other: Sketch | null): number | null =>
	one && other && one.length === other.length
		? one.filter((value, at) => value === other[at]).length / one.length
		: null;
