import { wordsOf } from '#lib/text/search-tokens.ts';

/** A clause as far as searching needs it. */
export type IndexedClause = {
	ordinal: number;
	label: string;
	heading: string | null;
	text: string;
	isSection: boolean;
};

/** Clauses that follow one another, together about as long as a hit should be; the unit that is searched. */
export type Passage = {
	firstOrdinal: number;
	lastOrdinal: number;
	headings: string[];
	body: string[];
};

const ENOUGH = 220;
const LONGEST = 420;
/** A new section begins a new passage, unless what came before is a line or two. */
const SHORT = 40;

/**
 * Cuts the clauses of a document into passages: a section and what follows it, up to some 220 syllables; a single
 * clause that is longer than 420 becomes several passages of its own.
 */
export const passagesOf = (clauses: readonly IndexedClause[]): Passage[] => {
	const passages: Passage[] = [];
	let open: Passage | null = null;
	let size = 0;
	const close = (): void => {
		if (open && size > 0) passages.push(open);
		open = null;
		size = 0;
	};
	for (const clause of clauses) {
		const heading = wordsOf([clause.label, clause.heading ?? ''].join(' '));
		const body = clause.text === clause.heading ? [] : wordsOf(clause.text);
		if (size >= ENOUGH || (clause.isSection && size >= SHORT) || size + body.length > LONGEST) close();
		for (let from = 0; from === 0 || from < body.length; from += LONGEST) {
			if (from > 0) close();
			const piece: Passage = open ?? {
				firstOrdinal: clause.ordinal,
				lastOrdinal: clause.ordinal,
				headings: [],
				body: [],
			};
			open = piece;
			piece.lastOrdinal = clause.ordinal;
			if (from === 0) piece.headings.push(...heading);
			const words = body.slice(from, from + LONGEST);
			piece.body.push(...words);
			size += words.length + (from === 0 ? heading.length : 0);
		}
	}
	close();
	return passages;
};
