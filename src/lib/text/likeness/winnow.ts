import { isCommonRun, SHINGLE } from './commonness.ts';
import { shinglesOf, syllableLine } from './syllable-line.ts';

/**
 * Of so many runs that follow one another the least is taken (winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003). What is the
 * least of many is the least of some of them too: a text that is kept is told by fewer fingerprints than one that is asked, and
 * each of them is among those of any text that has the same words around it. Two texts that have KEPT_WINDOW + SHINGLE - 1 = 15
 * syllables in a row alike therefore have a fingerprint in common, wherever these stand in each.
 */
const KEPT_WINDOW = 12;
const ASKED_WINDOW = 6;

/** The least of each `window` runs that follow one another. Sorted, each once. */
const leastOf = (folds: Int32Array, window: number): number[] => {
	const shingles = shinglesOf(folds, SHINGLE).filter((run) => !isCommonRun(run));
	const kept = new Set<number>();
	for (let from = 0; from + window <= shingles.length || (from === 0 && shingles.length > 0); from++) {
		let least = shingles[from] ?? 0;
		for (let at = from + 1; at < Math.min(from + window, shingles.length); at++)
			least = Math.min(least, shingles[at] ?? least);
		kept.add(least);
	}
	return [...kept].sort((one, other) => one - other);
};

/** By which a text is asked for: of the line of its syllables without marks, runs of four, set phrases left out. */
export const askedFingerprints = (folds: Int32Array): number[] => leastOf(folds, ASKED_WINDOW);

/** By which a text is kept. */
export const keptFingerprints = (folds: Int32Array): number[] => leastOf(folds, KEPT_WINDOW);

/** The line of syllables of a text. */
export const foldsOf = (text: string): Int32Array => syllableLine(text.normalize('NFC')).folds;
