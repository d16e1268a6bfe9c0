import { canonicalTone, comparable } from '#lib/text/fold.ts';

/** A clause as it is compared. */
export type ComparedClause = {
	anchor: string;
	parentAnchor: string | null;
	kind: string;
	label: string;
	heading: string | null;
	text: string;
	depth: number;
	/** The clause of the newer document that says it; of an unchanged clause of the old one null. */
	sourceId: string | null;
};

/** What a clause says, for comparing: case, spaces, dashes and the place of the tone mark do not count. */
export const contentOf = ({ heading, text }: Pick<ComparedClause, 'heading' | 'text'>): string =>
	canonicalTone(comparable(`${heading ?? ''} ${text}`));

/** A clause as text: its label, its heading and its words. */
export const wordsOf = ({ heading, text }: Pick<ComparedClause, 'heading' | 'text'>): string =>
	[heading, text].filter(Boolean).join('\n');
