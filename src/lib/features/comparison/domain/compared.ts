import { foldSpaces } from '#lib/text/clean.ts';

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

const tones =
	'oà òa oá óa oả ỏa oã õa oạ ọa oè òe oé óe oẻ ỏe oẽ õe oẹ ọe uỳ ùy uý úy uỷ ủy uỹ ũy uỵ ụy'.split(' ');
const tonePlaces = new Map(
	tones.flatMap((late, at): [string, string][] => (at % 2 === 0 ? [[late, tones[at + 1] ?? late]] : [])),
);
const lateTone = /(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![\p{L}\p{M}])/gu;

/** One place of the tone mark (hoà → hòa, uỷ → ủy) in lower case and composed letters: the quick way for whole documents. */
export const withEarlyTone = (lower: string): string =>
	lower.replace(lateTone, (late) => tonePlaces.get(late) ?? late);

/** What a clause says, for comparing: case, spaces and the place of the tone mark do not count. */
export const contentOf = ({ heading, text }: Pick<ComparedClause, 'heading' | 'text'>): string =>
	withEarlyTone(foldSpaces(`${heading ?? ''} ${text}`).toLowerCase());

/** A clause as text: its label, its heading and its words. */
export const wordsOf = ({ heading, text }: Pick<ComparedClause, 'heading' | 'text'>): string =>
	[heading, text].filter(Boolean).join('\n');
