import { type Field, pairsOf, vectorOf, wordsOf } from '#lib/text/search-tokens.ts';
import { type IndexedClause, passagesOf } from './passages.ts';

/** A document's head as it is searched. */
export type DocumentHead = {
	typeName: string;
	number: string | null;
	title: string;
	issuer: string | null;
};

/** A row of the index: part 0 is the head, the others passages; `terms` are the words and pairs that occur in it. */
export type Entry = {
	part: number;
	firstOrdinal: number;
	lastOrdinal: number;
	vector: string;
	terms: Set<string>;
};

const termsOf = (fields: readonly Field[]): Set<string> => {
	const terms = new Set<string>();
	for (const { words } of fields) {
		for (const word of words) terms.add(word);
		for (const pair of pairsOf(words)) terms.add(pair);
	}
	return terms;
};

/**
 * Takes a document apart for the index. The number follows the type as one speaks ("nghị quyết 57 …"), and every
 * passage knows the words of the head, so that "nghị quyết 57 hạ tầng số" finds the passage on hạ tầng số.
 */
export const entriesOf = (head: DocumentHead, clauses: readonly IndexedClause[]): Entry[] => {
	const named = [...wordsOf(head.typeName), ...wordsOf(head.number ?? '')];
	const title = wordsOf(head.title);
	const issuer = wordsOf(head.issuer ?? '');
	const context = [...new Set([...named, ...title, ...issuer])];
	const headFields: Field[] = [
		{ words: named, weight: 'A' },
		{ words: title, weight: 'A' },
		{ words: issuer, weight: 'B' },
	];
	return [
		{
			part: 0,
			firstOrdinal: 0,
			lastOrdinal: 0,
			vector: vectorOf(headFields, { head: [named, title, issuer], number: named }),
			terms: termsOf(headFields),
		},
		...passagesOf(clauses).map((passage, at): Entry => {
			const fields: Field[] = [
				{ words: passage.headings, weight: 'C' },
				{ words: passage.body, weight: 'D' },
			];
			return {
				part: at + 1,
				firstOrdinal: passage.firstOrdinal,
				lastOrdinal: passage.lastOrdinal,
				vector: vectorOf(fields, { context }),
				terms: termsOf(fields),
			};
		}),
	];
};

/** A thing without passages (a task, a person) as one row: its name counts most. */
export const recordEntry = (title: string, body: string): { vector: string; terms: Set<string> } => {
	const fields: Field[] = [
		{ words: wordsOf(title), weight: 'A' },
		{ words: wordsOf(body), weight: 'D' },
	];
	return { vector: vectorOf(fields, { head: [wordsOf(title)] }), terms: termsOf(fields) };
};
