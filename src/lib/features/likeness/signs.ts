import type { Range } from '#lib/text/likeness/quoted.ts';

/** What kind of text is kept for comparing. */
export type KeptKind = 'reflection' | 'document' | 'template';

/** A text that is to be compared, and what is set aside. */
export type Asked = {
	text: string;
	/** Ids of kept texts that are passed over: the paper itself, its author's earlier drafts. */
	not: readonly string[];
	/** What may be quoted: documents of the library, and texts (the guidance, headings of the form). Kept templates always are. */
	sources: { documentIds: readonly string[]; texts: readonly string[] };
};

/** A passage of a paper that is like another text, as its author may know it: no word and no name of the other. */
export type OwnSign = { own: Range; kind: KeptKind; documentId: string | null };
/** Places in `text`, which is what was asked in the form in which it was compared (NFC). */
export type OwnSigns = { text: string; signs: OwnSign[]; quoted: Range[] };

/** The same for whoever reviews: beside the passage of the source. */
export type SignBeside = { own: Range; source: { kind: KeptKind; id: string }; theirs: Range; words: string };
export type SideBySide = { text: string; signs: SignBeside[]; quoted: Range[] };
