import type { Query } from './query.ts';
import { type Run, readRun, shareOf, type Vocabulary } from './spellings.ts';

/** A plain run, or an abbreviation with what may stand for it; `bridge`: pairs of its beginning with what is before it. */
export type Part = { runs: Run[]; bridge: { options: string[]; share: number } };

/** Pairs that the end of one part and the beginning of the next make, as far as they occur. */
const bridgeOf = (before: readonly Run[], after: readonly Run[], vocabulary: Vocabulary): Part['bridge'] => {
	const options = before.flatMap((one) =>
		after.flatMap((other) =>
			(one.words.at(-1)?.options ?? []).flatMap((last) =>
				(other.words[0]?.options ?? []).map((first) => `${last} ${first}`),
			),
		),
	);
	const there = [...new Set(options)].filter((pair) => shareOf(vocabulary, pair) > 0);
	return { options: there, share: there.reduce((sum, pair) => sum + shareOf(vocabulary, pair), 0) };
};

/** The query as parts: plain runs of words, and abbreviations with what may stand for them. */
export const partsOf = (query: Query, vocabulary: Vocabulary): Part[] => {
	const parts: Part[] = [];
	let at = 0;
	const add = (runs: Run[]): void => {
		parts.push({ runs, bridge: bridgeOf(parts.at(-1)?.runs ?? [], runs, vocabulary) });
	};
	const plain = (to: number): void => {
		if (to > at) add([readRun(query.words.slice(at, to), query.hasMarks, vocabulary)]);
	};
	for (const stand of query.stands) {
		plain(stand.from);
		add([
			readRun(query.words.slice(stand.from, stand.to), query.hasMarks, vocabulary),
			...stand.instead.map((words) => readRun(words, true, vocabulary)),
		]);
		at = stand.to;
	}
	plain(query.words.length);
	return parts;
};
