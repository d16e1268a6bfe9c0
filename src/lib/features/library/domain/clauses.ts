import { withoutMarks } from '#lib/text/fold.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { buildTree, type ClauseKind, type ClauseNode, inGroups, linesOf, structures } from './clause-tree.ts';

export type { ClauseKind } from './clause-tree.ts';

/** A clause of a document: where it stands in the tree, what it is called, what it says. */
export type ParsedClause = {
	/** Stable and unique in the document, also when the file is read again: "dieu-3.khoan-2.diem-a". */
	anchor: string;
	parentAnchor: string | null;
	/** The section that a reader ticks off and that has a row on the trace: itself, one above, or the first below. */
	sectionAnchor: string;
	kind: ClauseKind;
	/** As printed: "Điều 5.", "II-", "a)". */
	label: string;
	heading: string | null;
	text: string;
	/** 1 for the outermost. */
	depth: number;
	page: number | null;
	isSection: boolean;
};

/** An opening this long has something to read beside its head and grounds. */
const OPENING_OF_SUBSTANCE = 900;

/** Is a clause of the first level, or an article: what a reader takes up as one? */
const isUnit = (one: ClauseNode): boolean => one.kind === 'article' || one.kind === 'clause';

/** Marks sections from the top down: articles; numbered clauses where there are no articles; a structure that holds neither. */
const markSections = (one: ClauseNode): void => {
	if (isUnit(one)) {
		one.isSection = true;
		return;
	}
	const inner = one.children.filter((child) => isUnit(child) || structures.includes(child.kind));
	if (inner.length === 0) one.isSection = true;
	else for (const child of inner) markSections(child);
};

const firstSection = (one: ClauseNode): ClauseNode | null => {
	if (one.isSection) return one;
	for (const child of one.children) {
		const found = firstSection(child);
		if (found) return found;
	}
	return null;
};

const nearestSection = (one: ClauseNode): ClauseNode | null => {
	for (let above: ClauseNode | null = one; above; above = above.parent) if (above.isSection) return above;
	return firstSection(one) ?? (one.parent ? nearestSection(one.parent) : null);
};

const attachmentAbove = (one: ClauseNode): ClauseNode | null => {
	for (let above = one.parent; above; above = above.parent) if (above.kind === 'appendix') return above;
	return null;
};

const nameAnchors = (all: readonly ClauseNode[]): void => {
	const taken = new Set<string>();
	const dashes = new Map<ClauseNode | null, number>();
	for (const one of all) {
		let { name } = one;
		if (one.kind === 'dash') {
			const count = (dashes.get(one.parent) ?? 0) + 1;
			dashes.set(one.parent, count);
			name = `gach-${count}`;
		}
		// Articles are numbered through the whole document, or through what is attached to it: their anchor does not
		// carry the chapter.
		const above = one.kind === 'article' ? attachmentAbove(one) : one.parent;
		const wanted = above ? `${above.anchor}.${name}` : name;
		let anchor = wanted;
		for (let again = 2; taken.has(anchor); again++) anchor = `${wanted}-${again}`;
		taken.add(anchor);
		one.anchor = anchor;
	}
};

const depthOf = (one: ClauseNode): number => (one.parent ? depthOf(one.parent) + 1 : 1);

/**
 * Takes the text of a document apart into its clauses, in order; no text is lost.
 * Forms: State documents (phần, chương, mục, điều, khoản, điểm: Nghị định 30/2020/NĐ-CP, annex I) and Party documents
 * (A, I, 1, a, dash: Hướng dẫn 36-HD/VPTW).
 */
export const parseClauses = (paragraphs: readonly Paragraph[]): ParsedClause[] => {
	const lines = linesOf(paragraphs);
	let all = buildTree(lines);
	const body = all.filter(({ kind }) => kind !== 'opening' && kind !== 'closing');
	if (body.length === 0) all = inGroups(lines);
	else {
		for (const one of body) if (one.parent === null) markSections(one);
		for (const one of all)
			if (one.kind === 'opening' && one.lines.join(' ').length >= OPENING_OF_SUBSTANCE) one.isSection = true;
	}
	nameAnchors(all);
	const sections = all.filter(({ isSection }) => isSection);
	for (const [at, one] of all.entries()) {
		const before = all.slice(0, at).findLast(({ isSection }) => isSection);
		one.section = nearestSection(one) ?? (one.kind === 'closing' ? before : undefined) ?? sections[0] ?? one;
	}
	return all.map((one) => ({
		anchor: one.anchor,
		parentAnchor: one.parent?.anchor ?? null,
		sectionAnchor: (one.section ?? one).anchor,
		kind: one.kind,
		label: one.label,
		heading: one.heading,
		text: one.lines.join('\n'),
		depth: depthOf(one),
		page: one.page,
		isSection: one.isSection,
	}));
};

const keyOf = (clause: Pick<ParsedClause, 'heading' | 'text'>): string =>
	withoutMarks(`${clause.heading ?? ''} ${clause.text}`)
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();

/**
 * Pairs the clauses of a document with those of the same document read again: by their anchor while their kind agrees,
 * else by the same words. @returns for each anchor of `fresh` the anchor of `old` that it continues
 */
export const matchClauses = (
	old: readonly ParsedClause[],
	fresh: readonly ParsedClause[],
): Map<string, string> => {
	const pairs = new Map<string, string>();
	const left = new Map(old.map((clause) => [clause.anchor, clause]));
	for (const clause of fresh) {
		if (left.get(clause.anchor)?.kind !== clause.kind) continue;
		pairs.set(clause.anchor, clause.anchor);
		left.delete(clause.anchor);
	}
	const byWords = new Map([...left.values()].map((clause) => [keyOf(clause), clause]));
	for (const clause of fresh) {
		const twin = pairs.has(clause.anchor) ? undefined : byWords.get(keyOf(clause));
		if (!twin || keyOf(twin) === '') continue;
		pairs.set(clause.anchor, twin.anchor);
		byWords.delete(keyOf(twin));
	}
	return pairs;
};
