import { findQuote } from './quote.ts';

/** A note with the clause on which it lies. */
export type Note = {
	id: string;
	clauseId: string;
	anchor: string;
	/** How the clause is called: its label, with its heading where it has one. */
	clauseName: string;
	part: 'heading' | 'text';
	from: number | null;
	to: number | null;
	quote: string;
	body: string;
	writtenAt: Date;
};

/** A clause's texts, as far as a note needs them. */
export type NotedClause = { id: string; heading: string | null; text: string };

/** A highlight as the reader draws it: on which words of which part, and where the note behind it stands. */
export type Highlight = {
	kind: 'highlight';
	part: 'heading' | 'text';
	from: number;
	to: number;
	id: string;
	href: string;
	marked: boolean;
};

export const textOf = (clause: NotedClause, part: Note['part']): string =>
	(part === 'heading' ? clause.heading : clause.text) ?? '';

/** Where the notes of a document are listed. */
export const notesHref = (documentId: string): string => `/van-ban/${documentId}/ghi-chu`;

/** The highlights among the notes, by clause; one whose words are gone from the text is left out. */
export const highlightsIn = (
	documentId: string,
	clauses: readonly NotedClause[],
	notes: readonly Note[],
): Record<string, Highlight[]> => {
	const byId = new Map(clauses.map((clause) => [clause.id, clause]));
	const found: Record<string, Highlight[]> = {};
	for (const note of notes) {
		const clause = byId.get(note.clauseId);
		if (!clause || note.from === null) continue;
		const place = findQuote(textOf(clause, note.part), note.quote, note.from);
		if (!place) continue;
		const list = found[clause.id] ?? [];
		found[clause.id] = list;
		list.push({
			kind: 'highlight',
			part: note.part,
			...place,
			id: note.id,
			href: `${notesHref(documentId)}#ghi-chu-${note.id}`,
			marked: note.body !== '',
		});
	}
	return found;
};
