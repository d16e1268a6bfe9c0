import { type Columns, columnsOf, stretchesOf } from './alignment.ts';
import { chainsOf } from './chains.ts';
import { SHINGLE, weightsOf } from './commonness.ts';
import { betweenMarks, type Range } from './quoted.ts';
import { hitsOf, type SeedTable, seedTable } from './seeds.ts';
import { type SyllableLine, shinglesOf, syllableLine } from './syllable-line.ts';

/** A text made ready to be compared with many others. */
export type Comparable = {
	text: string;
	line: SyllableLine;
	seeds: SeedTable;
	shingles: Int32Array;
	weights: Float32Array;
	/** Syllables between quotation marks. */
	betweenMarks: Uint8Array;
	/** Syllables that are quoted from a source which is set aside: they never count. */
	setAside: Uint8Array;
};

/** A passage that two texts have alike. */
export type Passage = { a: Range; b: Range };

/** Fewest syllables that answer one another in a passage. */
const LEAST = 6;
/** What a passage has to weigh to be a sign by itself; what it has to weigh beside others; and what all weigh then. */
const ALONE = 17;
const STRONG = 8.5;
const BESIDE = 4.5;
const TOGETHER = 26;
/** So many syllables, hardly changed, are a sign beside others even when they are set phrases. */
const WHOLE = 8;
/** A chain of fewer runs is followed only where long ones were found. */
const LEAST_HITS = 3;
/** A quotation within a passage that is shorter does not cut it. */
const SHORT_QUOTATION = 12;
/** Fewest syllables of a quotation of a source, and how many of its syllables have to be the source's. */
const LEAST_QUOTED = 10;
const FAITHFUL = 0.8;

/**
 * @param text NFC
 * @param share what a run counts where the texts around are known; 0: it belongs to their form and is set aside
 */
export const comparable = (text: string, share?: (shingle: number) => number): Comparable => {
	const line = syllableLine(text);
	const shingles = shinglesOf(line.folds, SHINGLE);
	const setAside = new Uint8Array(line.folds.length);
	for (const [at, shingle] of share ? shingles.entries() : [])
		if (share?.(shingle) === 0) setAside.fill(1, at, at + SHINGLE);
	return {
		text,
		line,
		seeds: seedTable(line),
		shingles,
		weights: weightsOf(shingles, line.folds.length, share),
		betweenMarks: betweenMarks(text, line),
		setAside,
	};
};

const weightOf = (a: Comparable, { own }: Columns): number =>
	own.reduce((sum, i) => sum + (a.weights[i] ?? 0), 0);

/** Columns; `isAgain`: one side of them stands in a better stretch already, as where a text repeats itself. */
type Stretch = Columns & { isAgain: boolean };

const stretchesBetween = (a: Comparable, b: Comparable, least: number): Stretch[] => {
	const hits = hitsOf(a.seeds, b.seeds);
	const found: Stretch[] = [];
	const takenA = new Uint8Array(a.line.folds.length);
	const takenB = new Uint8Array(b.line.folds.length);
	let strong = 0;
	const free = (marked: Uint8Array, places: readonly number[]): number =>
		places.reduce((sum, place) => sum + (marked[place] ? 0 : 1), 0);
	for (const chain of chainsOf(hits)) {
		// Short ones are looked at only beside long ones: next to all pairs of texts have some, and most have nothing else.
		if (chain.length < (strong >= TOGETHER ? 2 : LEAST_HITS)) continue;
		const first = chain[0] ?? 0;
		const last = chain.at(-1) ?? 0;
		// What lies within a better stretch on both sides is a part of it that was found again.
		if (takenA[hits.own[first] ?? 0] && takenA[hits.own[last] ?? 0] && takenB[hits.theirs[first] ?? 0])
			continue;
		for (const stretch of stretchesOf(columnsOf(a.line, b.line, hits, chain), least)) {
			const { own, theirs } = stretch;
			const isNewInA = free(takenA, own) > own.length / 2;
			const isNewInB = free(takenB, theirs) > own.length / 2;
			if (!isNewInA && !isNewInB) continue;
			takenA.fill(1, own[0] ?? 0, (own.at(-1) ?? 0) + 1);
			takenB.fill(1, theirs[0] ?? 0, (theirs.at(-1) ?? 0) + 1);
			found.push({ ...stretch, isAgain: !isNewInA || !isNewInB });
			const weight = weightOf(a, stretch);
			if (weight >= STRONG) strong += weight;
		}
	}
	return found;
};

/** The parts of a stretch that are no quotation: of a source set aside, or between marks in both texts. */
const partsOwn = (a: Comparable, b: Comparable, { own, theirs, isAgain }: Stretch): Stretch[] => {
	const isOwn = own.map((i, at) => {
		const j = theirs[at] ?? 0;
		return !(a.setAside[i] || b.setAside[j] || (a.betweenMarks[i] && b.betweenMarks[j]));
	});
	const parts: Stretch[] = [];
	let from = -1;
	let end = -1;
	for (let at = 0; at <= isOwn.length; at++) {
		if (at < isOwn.length && isOwn[at]) {
			if (from < 0) from = at;
			end = at + 1;
		} else if (from >= 0 && (at === isOwn.length || at - end >= SHORT_QUOTATION)) {
			if (end - from >= LEAST)
				parts.push({ own: own.slice(from, end), theirs: theirs.slice(from, end), isAgain });
			from = -1;
		}
	}
	return parts;
};

const isFaithful = ({ own, theirs }: Columns): boolean =>
	own.length >= WHOLE &&
	own.length >=
		0.85 * (1 + Math.max((own.at(-1) ?? 0) - (own[0] ?? 0), (theirs.at(-1) ?? 0) - (theirs[0] ?? 0)));

const rangeOf = (line: SyllableLine, places: readonly number[]): Range => [
	line.starts[places[0] ?? 0] ?? 0,
	line.ends[places.at(-1) ?? 0] ?? 0,
];

const sign = /[^\p{L}\p{M}\p{N}\s]/u;

/** The ranges with the signs that stand at both of their ends in both texts: a full stop, a bracket, dots to write on. */
const withSigns = (a: string, b: string, passage: Passage): Passage => {
	let {
		a: [startA, endA],
		b: [startB, endB],
	} = passage;
	for (; endA < a.length && a[endA] === b[endB] && sign.test(a[endA] ?? ''); endA++) endB += 1;
	for (; startA > 0 && a[startA - 1] === b[startB - 1] && sign.test(a[startA - 1] ?? ''); startA--)
		startB -= 1;
	return { a: [startA, endA], b: [startB, endB] };
};

/** Which of two texts is looked at first never changes what is found. */
const comesFirst = (a: Comparable, b: Comparable): boolean =>
	a.text.length === b.text.length ? a.text <= b.text : a.text.length < b.text.length;

/**
 * The passages that two texts have alike, in the order of the first, exact to the syllable. Marks left out, tones moved,
 * look-alike letters, words replaced, sentences in another order do not hide them. Set phrases weigh little, quotations
 * nothing.
 */
export const passagesAlike = (a: Comparable, b: Comparable): Passage[] => {
	if (!comesFirst(a, b))
		return passagesAlike(b, a)
			.map((passage) => ({ a: passage.b, b: passage.a }))
			.sort((one, other) => one.a[0] - other.a[0] || one.b[0] - other.b[0]);
	const weighed = stretchesBetween(a, b, LEAST)
		.flatMap((stretch) => partsOwn(a, b, stretch))
		.map((part) => ({ part, weight: weightOf(a, part) }));
	const together = weighed.reduce(
		(sum, { part, weight }) => sum + (weight >= STRONG && !part.isAgain ? weight : 0),
		0,
	);
	return weighed
		.filter(
			({ part, weight }) =>
				weight >= ALONE || (together >= TOGETHER && !part.isAgain && (weight >= BESIDE || isFaithful(part))),
		)
		.map(({ part }) =>
			withSigns(a.text, b.text, { a: rangeOf(a.line, part.own), b: rangeOf(b.line, part.theirs) }),
		)
		.sort((one, other) => one.a[0] - other.a[0] || one.b[0] - other.b[0]);
};

/** Marks the syllables of a text that are quoted from a source (a statute, a template, the guidance): they don't count. */
export const setAside = (text: Comparable, source: Comparable): void => {
	for (const { own } of stretchesBetween(text, source, LEAST_QUOTED)) {
		const first = own[0] ?? 0;
		const last = own.at(-1) ?? 0;
		if (own.length >= FAITHFUL * (last - first + 1)) text.setAside.fill(1, first, last + 1);
	}
};

/** How much of a text's own words (what is quoted aside) stands in the ranges, 0 to 1. */
export const shareOf = (text: Comparable, ranges: readonly Range[]): number => {
	const covered = new Uint8Array(text.line.folds.length);
	let own = 0;
	let alike = 0;
	for (const [start, end] of ranges)
		for (let at = 0; at < covered.length; at++)
			if ((text.line.starts[at] ?? 0) >= start && (text.line.ends[at] ?? 0) <= end) covered[at] = 1;
	for (let at = 0; at < covered.length; at++) {
		if (text.setAside[at]) continue;
		own += 1;
		alike += covered[at] ?? 0;
	}
	return own === 0 ? 0 : alike / own;
};
