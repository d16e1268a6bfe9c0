import type { Hits } from './seeds.ts';
import { SEED } from './seeds.ts';
import { isAlike, type SyllableLine } from './syllable-line.ts';

/** Syllables that answer one another, in order in both texts. */
export type Columns = { own: number[]; theirs: number[] };

/** How far beyond its ends a chain is followed, syllable by syllable, at one go; and what a syllable without answer costs. */
const STEP = 24;
export const LACKING = 0.55;

type Box = { i: number; j: number; across: number; down: number; back: boolean };

/**
 * The best way through a box of the two texts that begins in its corner: between two hits it has to end in the corner
 * opposite (`isClosed`), beyond an end it goes as far as it pays.
 */
const wayThrough = (one: SyllableLine, other: SyllableLine, box: Box, isClosed: boolean): Columns => {
	const { across, down, back } = box;
	const width = down + 1;
	const value = new Float64Array((across + 1) * width);
	const from = new Uint8Array((across + 1) * width);
	let best = 0;
	let bestAt = 0;
	const place = (start: number, step: number): number => (back ? start - step : start + step);
	for (let x = 0; x <= across; x++)
		for (let y = 0; y <= down; y++) {
			if (x === 0 && y === 0) continue;
			const at = x * width + y;
			let most = Number.NEGATIVE_INFINITY;
			let way = 0;
			if (x > 0 && y > 0) {
				const alike = isAlike(one, place(box.i, x - 1), other, place(box.j, y - 1));
				most = (value[at - width - 1] ?? 0) + (alike ? 1 : -LACKING);
				way = alike ? 1 : 2;
			}
			if (x > 0 && (value[at - width] ?? 0) - LACKING > most) {
				most = (value[at - width] ?? 0) - LACKING;
				way = 3;
			}
			if (y > 0 && (value[at - 1] ?? 0) - LACKING > most) {
				most = (value[at - 1] ?? 0) - LACKING;
				way = 4;
			}
			value[at] = most;
			from[at] = way;
			if (most > best + 1e-9) {
				best = most;
				bestAt = at;
			}
		}
	const columns: Columns = { own: [], theirs: [] };
	let at = isClosed ? value.length - 1 : bestAt;
	while (at > 0) {
		const way = from[at];
		if (way === 1) {
			const x = Math.floor(at / width);
			columns.own.push(place(box.i, x - 1));
			columns.theirs.push(place(box.j, at - x * width - 1));
		}
		at -= way === 3 ? width : way === 4 ? 1 : width + 1;
	}
	if (!back) {
		columns.own.reverse();
		columns.theirs.reverse();
	}
	return columns;
};

const append = (columns: Columns, more: Columns): void => {
	columns.own.push(...more.own);
	columns.theirs.push(...more.theirs);
};

/** The columns of a chain: its hits, what answers between them, and what answers beyond its ends. */
export const columnsOf = (
	one: SyllableLine,
	other: SyllableLine,
	hits: Hits,
	chain: readonly number[],
): Columns => {
	const columns: Columns = { own: [], theirs: [] };
	for (const hit of chain) {
		const i = hits.own[hit] ?? 0;
		const j = hits.theirs[hit] ?? 0;
		const last = columns.own.length - 1;
		const lastI = columns.own[last] ?? i - 1;
		const lastJ = columns.theirs[last] ?? j - 1;
		const across = i - lastI - 1;
		const down = j - lastJ - 1;
		if (across > 0 && down > 0)
			append(
				columns,
				wayThrough(one, other, { i: lastI + 1, j: lastJ + 1, across, down, back: false }, true),
			);
		for (let step = 0; step < SEED; step++) {
			const end = columns.own.length - 1;
			if (i + step > (columns.own[end] ?? -1) && j + step > (columns.theirs[end] ?? -1))
				if (isAlike(one, i + step, other, j + step)) {
					columns.own.push(i + step);
					columns.theirs.push(j + step);
				}
		}
	}
	if (columns.own.length === 0) return columns;
	for (let more = true; more; ) {
		const i = (columns.own.at(-1) ?? 0) + 1;
		const j = (columns.theirs.at(-1) ?? 0) + 1;
		const box = {
			i,
			j,
			across: Math.min(STEP, one.folds.length - i),
			down: Math.min(STEP, other.folds.length - j),
		};
		const found = wayThrough(one, other, { ...box, back: false }, false);
		append(columns, found);
		more = found.own.length > STEP / 2;
	}
	for (let more = true; more; ) {
		const i = (columns.own[0] ?? 0) - 1;
		const j = (columns.theirs[0] ?? 0) - 1;
		const box = { i, j, across: Math.min(STEP, i + 1), down: Math.min(STEP, j + 1) };
		const found = wayThrough(one, other, { ...box, back: true }, false);
		columns.own.unshift(...found.own);
		columns.theirs.unshift(...found.theirs);
		more = found.own.length > STEP / 2;
	}
	return columns;
};

const lackingBetween = (columns: Columns, at: number): number =>
	Math.max(
		(columns.own[at] ?? 0) - (columns.own[at - 1] ?? 0),
		(columns.theirs[at] ?? 0) - (columns.theirs[at - 1] ?? 0),
	) - 1;

/** Cuts columns into the stretches in which more answers than is lacking. @param least the fewest columns of a stretch */
export const stretchesOf = (columns: Columns, least: number): Columns[] => {
	const found: Columns[] = [];
	const search = (from: number, to: number): void => {
		if (to - from < least) return;
		let best = 0;
		let bestFrom = from;
		let bestTo = from;
		let sum = 0;
		let start = from;
		for (let at = from; at < to; at++) {
			if (at > start) sum -= LACKING * lackingBetween(columns, at);
			if (sum <= 0) {
				sum = 0;
				start = at;
			}
			sum += 1;
			if (sum > best) {
				best = sum;
				bestFrom = start;
				bestTo = at + 1;
			}
		}
		if (bestTo - bestFrom < least) return;
		search(from, bestFrom);
		found.push({ own: columns.own.slice(bestFrom, bestTo), theirs: columns.theirs.slice(bestFrom, bestTo) });
		search(bestTo, to);
	};
	search(0, columns.own.length);
	return found;
};
