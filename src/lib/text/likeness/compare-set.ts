import { isCommonRun, SHINGLE } from './commonness.ts';
import { type Comparable, comparable, type Passage, passagesAlike, setAside, shareOf } from './compare.ts';
import { shinglesOf, syllableLine } from './syllable-line.ts';

/** Two texts of a set (by their places in it) that have passages alike. */
export type AlikePair = { a: number; b: number; share: number; passages: Passage[] };

/** What two texts have to share in runs of four syllables before they are compared. */
const LEAST_SHARED = 2.5;
/** A run in more texts than this, and than a tenth of all, is a form or a phrase of that set. */
const MOST_TEXTS = 20;
const MOST_SHARE = 0.1;
/** In how many texts a run may stand and still count in full. */
const FULL = 5;

type Postings = { first: Int32Array; texts: Int32Array; runsOf: number[][]; weight: Float32Array };

/** In which texts each run stands, and what that makes of it. Runs of one text only are left out. */
const postingsOf = (
	shingles: readonly Int32Array[],
	weigh: (shingle: number, texts: number) => number,
): Postings => {
	const size = 2 ** 21;
	const unique = shingles.map((list) => new Set(list));
	const packed = new Float64Array(unique.reduce((sum, { size: count }) => sum + count, 0));
	let filled = 0;
	unique.forEach((list, text) => {
		for (const shingle of list) packed[filled++] = (shingle >>> 0) * size + text;
	});
	packed.sort();
	const first: number[] = [];
	const texts: number[] = [];
	const weight: number[] = [];
	const runsOf: number[][] = shingles.map(() => []);
	for (let from = 0, to = 0; from < packed.length; from = to) {
		const shingle = Math.floor((packed[from] ?? 0) / size);
		while (to < packed.length && Math.floor((packed[to] ?? 0) / size) === shingle) to++;
		if (to - from < 2) continue;
		const value = weigh(shingle | 0, to - from);
		if (value <= 0) continue;
		first.push(texts.length);
		weight.push(value);
		for (let at = from; at < to; at++) {
			const text = (packed[at] ?? 0) % size;
			runsOf[text]?.push(weight.length - 1);
			texts.push(text);
		}
	}
	first.push(texts.length);
	return {
		first: Int32Array.from(first),
		texts: Int32Array.from(texts),
		runsOf,
		weight: Float32Array.from(weight),
	};
};

/** Sets aside in each text what it quotes from the sources. */
const setSourcesAside = (texts: readonly Comparable[], sources: readonly string[]): void => {
	const lines = sources.map((source) => shinglesOf(syllableLine(source).folds, SHINGLE));
	const textsOf = new Map<number, number[]>();
	texts.forEach(({ shingles }, text) => {
		for (const shingle of new Set(shingles)) {
			const own = textsOf.get(shingle);
			if (own) own.push(text);
			else textsOf.set(shingle, [text]);
		}
	});
	sources.forEach((source, at) => {
		const shared = new Map<number, number>();
		for (const shingle of new Set(lines[at]))
			for (const text of textsOf.get(shingle) ?? []) shared.set(text, (shared.get(text) ?? 0) + 1);
		const likely = [...shared].filter(([, count]) => count >= 3);
		if (likely.length === 0) return;
		const prepared = comparable(source);
		for (const [text] of likely) {
			const own = texts[text];
			if (own) setAside(own, prepared);
		}
	});
};

/**
 * Compares the texts of a set with each other; what they quote from the sources is set aside. A run of words in more
 * than a tenth of the texts (and in more than twenty) is a form of the set and weighs little, one in fewer a little less
 * than one in two. Pairs that share nothing rare are not looked at, so two thousand texts need no two million comparisons.
 * @param texts NFC
 * @returns pairs with a < b, in order
 */
export const compareSet = function* (
	texts: readonly string[],
	sources: readonly string[] = [],
): Generator<AlikePair> {
	const limit = Math.max(MOST_TEXTS, texts.length * MOST_SHARE);
	const counts = new Map<number, number>();
	const share = (shingle: number): number => {
		const count = counts.get(shingle) ?? 1;
		return count > limit ? 0 : Math.max(0.35, Math.min(1, (FULL / count) ** 0.5));
	};
	const shingles = texts.map((text) => shinglesOf(syllableLine(text).folds, SHINGLE));
	const postings = postingsOf(shingles, (shingle, count) => {
		if (count > 2) counts.set(shingle, count);
		return isCommonRun(shingle) ? 0 : share(shingle);
	});
	const ready = texts.map((text) => comparable(text, share));
	setSourcesAside(ready, sources);
	const shared = new Float32Array(texts.length);
	for (const [a, own] of ready.entries()) {
		const touched = new Set<number>();
		for (const run of postings.runsOf[a] ?? [])
			for (let at = postings.first[run] ?? 0; at < (postings.first[run + 1] ?? 0); at++) {
				const b = postings.texts[at] ?? 0;
				if (b <= a) continue;
				shared[b] = (shared[b] ?? 0) + (postings.weight[run] ?? 0);
				touched.add(b);
			}
		for (const b of [...touched].sort((one, other) => one - other)) {
			const sum = shared[b] ?? 0;
			shared[b] = 0;
			const other = ready[b];
			if (sum < LEAST_SHARED || !other) continue;
			const passages = passagesAlike(own, other);
			if (passages.length === 0) continue;
			const ofA = shareOf(
				own,
				passages.map((passage) => passage.a),
			);
			const ofB = shareOf(
				other,
				passages.map((passage) => passage.b),
			);
			yield { a, b, share: Math.max(ofA, ofB), passages };
		}
	}
};
