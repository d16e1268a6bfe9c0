import { isCommonRun, SHINGLE } from './commonness.ts';
import { shinglesOf, syllableLine } from './syllable-line.ts';

/**
 * Of so many runs that follow one another the least is kept (winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003). Two
 * texts that have WINDOW + SHINGLE - 1 = 9 syllables in a row alike therefore have a fingerprint in common, wherever these
 * stand in each, and one run in four or so is kept.
 */
const WINDOW = 6;

/** The fingerprints of a line of syllables without marks. */
export const fingerprintsOfFolds = (folds: Int32Array): number[] => {
	const shingles = shinglesOf(folds, SHINGLE).filter((run) => !isCommonRun(run));
	const kept = new Set<number>();
	for (let from = 0; from + WINDOW <= shingles.length || (from === 0 && shingles.length > 0); from++) {
		let least = shingles[from] ?? 0;
		for (let at = from + 1; at < Math.min(from + WINDOW, shingles.length); at++)
			least = Math.min(least, shingles[at] ?? least);
		kept.add(least);
	}
	return [...kept].sort((one, other) => one - other);
};

/** The fingerprints of a text: runs of four syllables without marks, set phrases left out. Sorted, each once. */
export const fingerprintsOf = (text: string): number[] =>
	fingerprintsOfFolds(syllableLine(text.normalize('NFC')).folds);
