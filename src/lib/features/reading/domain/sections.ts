import { cutAtWord } from '#lib/text/cut-at-word.ts';
/** A clause as the reader's page gets it. */
export type ReadClause = {
	id: string;
	sectionId: string;
	anchor: string;
	kind: string;
	label: string;
	heading: string | null;
	text: string;
	depth: number;
	isSection: boolean;
};

/** A section with the clauses below it; headings that stand above a section (a chapter) come before it. */
export type ReadSection = {
	id: string;
	anchor: string;
	head: ReadClause;
	before: ReadClause[];
	clauses: ReadClause[];
};

/** The clause list as sections, in reading order. No clause is lost: what comes before the first section opens it. */
export const inSections = (clauses: readonly ReadClause[]): ReadSection[] => {
	const sections: ReadSection[] = [];
	let waiting: ReadClause[] = [];
	for (const clause of clauses) {
		const open = sections.at(-1);
		if (clause.isSection) {
			sections.push({ id: clause.id, anchor: clause.anchor, head: clause, before: waiting, clauses: [] });
			waiting = [];
		} else if (open && clause.sectionId === open.id) {
			open.clauses.push(clause);
		} else {
			waiting.push(clause);
		}
	}
	const last = sections.at(-1);
	if (last) last.clauses.push(...waiting);
	else if (waiting[0])
		sections.push({
			id: waiting[0].id,
			anchor: waiting[0].anchor,
			head: waiting[0],
			before: [],
			clauses: waiting.slice(1),
		});
	return sections;
};

const MOST = 90;

/** A section in the outline: its label and heading, or how its text begins. */
export const outlineWords = ({ head }: ReadSection): string => {
	const words = [head.label, head.heading ?? ''].filter(Boolean).join(' ').trim() || head.text.trim();
	return cutAtWord(words, MOST);
};

/** A place in the text as one says it: the label of its section and its own ("Điều 3, a)"), or how it begins. */
export const placeWords = (clauses: readonly ReadClause[], anchor: string): string => {
	const clause = clauses.find((one) => one.anchor === anchor);
	if (!clause) return '';
	const section = clauses.find(({ id }) => id === clause.sectionId);
	const labels = [section?.label, clause === section ? '' : clause.label].filter(Boolean);
	const words = labels.join(', ') || clause.heading || clause.text;
	return cutAtWord(words, 40);
};
