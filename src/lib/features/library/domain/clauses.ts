import { cleanText, foldSpaces } from '#lib/text/clean.ts';
import { withoutMarks } from '#lib/text/fold.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { attachmentOf, type Marker, markerOf, ordinalOf, rankOf } from './clause-markers.ts';
import { quotedLines } from './quoted-lines.ts';

export type ClauseKind =
	| 'opening'
	| 'part'
	| 'chapter'
	| 'section'
	| 'article'
	| 'clause'
	| 'point'
	| 'dash'
	| 'paragraph'
	| 'appendix'
	| 'closing';

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

type Node = {
	kind: ClauseKind;
	rank: number;
	label: string;
	heading: string | null;
	lines: string[];
	page: number | null;
	parent: Node | null;
	children: Node[];
	name: string;
	anchor: string;
	isSection: boolean;
	section: Node | null;
};

const node = (
	kind: ClauseKind,
	rank: number,
	name: string,
	parent: Node | null,
	page: number | null,
): Node => ({
	kind,
	rank,
	label: '',
	heading: null,
	lines: [],
	page,
	parent,
	children: [],
	name,
	anchor: '',
	isSection: false,
	section: null,
});

/** The end of a document: for whom it is meant, and who signs. */
const closing = /^(?:Nơi nhận|Nơi gửi)\s*:?|^(?:T\/?M|TM|KT|TL|TUQ|Q)\s*\.\s*\p{Lu}|^T\/M\s+\p{Lu}/u;
const structures: readonly ClauseKind[] = ['part', 'chapter', 'section', 'appendix'];
/** An opening this long has something to read beside its head and grounds. */
const OPENING_OF_SUBSTANCE = 900;
const WORDS_A_GROUP = 250;

const endsSentence = /[.;:,!?]["”']?$/;
/** What follows a label is a heading when it is short and no sentence; a heading in capitals may be longer. */
const isHeading = (rest: string, kind: ClauseKind): boolean => {
	if (rest === '' || rest.length > 300) return false;
	const capitals = rest === rest.toLocaleUpperCase('vi') && /\p{L}/u.test(rest);
	if (structures.includes(kind)) return capitals || !/[;:,]$/.test(rest);
	return rest.length <= 180 && (capitals || !endsSentence.test(rest));
};

/** A heading on the line below its label ("Chương I" / "QUY ĐỊNH CHUNG"). */
const isHeadingLine = (text: string, paragraph: Paragraph): boolean =>
	text.length <= 250 &&
	!endsSentence.test(text) &&
	(text === text.toLocaleUpperCase('vi') ||
		paragraph.bold === true ||
		paragraph.align === 'center' ||
		paragraph.heading !== undefined);

type Line = { text: string; paragraph: Paragraph };

/** A heading in capitals that runs over two or three lines. */
const isHeadingGoingOn = (current: Node, line: Line): boolean =>
	structures.includes(current.kind) &&
	current.heading !== null &&
	current.lines.length === 0 &&
	current.heading.length + line.text.length < 300 &&
	/\p{L}{2}/u.test(line.text) &&
	current.heading === current.heading.toLocaleUpperCase('vi') &&
	line.text === line.text.toLocaleUpperCase('vi') &&
	!endsSentence.test(current.heading);

const linesOf = (paragraphs: readonly Paragraph[]): Line[] =>
	paragraphs.flatMap((paragraph) =>
		cleanText(paragraph.text)
			.split('\n')
			.map((text) => ({ text: foldSpaces(text), paragraph }))
			.filter(({ text }) => text !== ''),
	);

const LINES_TO_LOOK_ON = 400;
const LINES_TO_NEXT_CLAUSE = 80;

/**
 * Does the outline go on below a line that looks like a signature? Documents about documents show signatures as examples.
 * It does when the next one of something that is open follows: III after II, Điều 8 after Điều 7.
 */
const goesOnBelow = (texts: readonly string[], at: number, current: Node): boolean => {
	const open = new Map<number, number>();
	for (let above: Node | null = current; above; above = above.parent) {
		const ordinal =
			above.kind === 'point' || above.kind === 'dash'
				? null
				: ordinalOf(above as Pick<Marker, 'kind' | 'name'>);
		if (ordinal !== null && !open.has(above.rank)) open.set(above.rank, ordinal);
	}
	for (let below = at + 1; below < Math.min(texts.length, at + LINES_TO_LOOK_ON); below++) {
		const marker = markerOf(texts[below] ?? '', null);
		if (!marker) continue;
		if (marker.kind === 'appendix' || attachmentOf(texts, below)) return false;
		if (marker.kind === 'clause' && below > at + LINES_TO_NEXT_CLAUSE) continue;
		const before = open.get(rankOf(marker));
		if (before !== undefined && ordinalOf(marker) === before + 1) return true;
	}
	return false;
};

const LINES_OF_SIGNATURE = 40;

/** A decision of one page may be signed before hundreds of pages that are attached. */
const attachmentFollows = (texts: readonly string[], at: number): boolean => {
	for (let below = at + 1; below < Math.min(texts.length, at + LINES_OF_SIGNATURE); below++)
		if (attachmentOf(texts, below) || markerOf(texts[below] ?? '', null)?.kind === 'appendix') return true;
	return false;
};

/** Where the signature begins: a mark of it in the latter part, below which nothing but what is attached may follow. */
const isClosing = (texts: readonly string[], at: number, current: Node): boolean =>
	closing.test(texts[at] ?? '') &&
	(at > texts.length * 0.3 || attachmentFollows(texts, at)) &&
	!goesOnBelow(texts, at, current);

const buildTree = (lines: readonly Line[]): Node[] => {
	const all: Node[] = [];
	const texts = lines.map(({ text }) => text);
	const quoted = quotedLines(texts);
	let inClosing = false;
	let expected: Marker | null = null;
	const begin = (fresh: Node): Node => {
		all.push(fresh);
		fresh.parent?.children.push(fresh);
		return fresh;
	};
	for (const [at, line] of lines.entries()) {
		const page = line.paragraph.page ?? null;
		const current = all.at(-1) ?? null;
		const hasBegun = all.some(({ kind }) => kind !== 'opening');
		const marker = quoted.has(at)
			? null
			: ((hasBegun ? attachmentOf(texts, at) : null) ?? markerOf(line.text, expected));
		if (inClosing && marker?.kind !== 'appendix') {
			current?.lines.push(line.text);
			continue;
		}
		if (current !== null && isClosing(texts, at, current)) {
			inClosing = true;
			begin(node('closing', 0, 'ket', null, page)).lines.push(line.text);
			continue;
		}
		if (!marker) {
			if (current === null) begin(node('opening', 0, 'mo-dau', null, page)).lines.push(line.text);
			else if (
				structures.includes(current.kind) &&
				current.heading === null &&
				current.lines.length === 0 &&
				isHeadingLine(line.text, line.paragraph)
			)
				current.heading = line.text;
			else if (isHeadingGoingOn(current, line)) current.heading = `${current.heading} ${line.text}`;
			else current.lines.push(line.text);
			continue;
		}
		inClosing = false;
		const rank = rankOf(marker);
		let parent: Node | null = current;
		while (parent && (parent.rank >= rank || parent.kind === 'opening' || parent.kind === 'closing'))
			parent = parent.parent;
		// A list within the grounds or the preamble belongs to it: a document does not begin with a dash.
		if (!parent && (marker.kind === 'dash' || marker.kind === 'point')) {
			if (current) current.lines.push(line.text);
			else begin(node('opening', 0, 'mo-dau', null, page)).lines.push(line.text);
			continue;
		}
		const fresh = begin(node(marker.kind, rank, marker.name, parent, page));
		fresh.label = marker.label;
		if (isHeading(marker.rest, marker.kind)) fresh.heading = marker.rest;
		else if (marker.rest !== '') fresh.lines.push(marker.rest);
		if (rank < rankOf({ ...marker, kind: 'clause', level: 0 })) expected = marker;
	}
	return all;
};

/** Is a clause of the first level, or an article: what a reader takes up as one? */
const isUnit = (one: Node): boolean => one.kind === 'article' || one.kind === 'clause';

/** Marks sections from the top down: articles; numbered clauses where there are no articles; a structure that holds neither. */
const markSections = (one: Node): void => {
	if (isUnit(one)) {
		one.isSection = true;
		return;
	}
	const inner = one.children.filter((child) => isUnit(child) || structures.includes(child.kind));
	if (inner.length === 0) one.isSection = true;
	else for (const child of inner) markSections(child);
};

const firstSection = (one: Node): Node | null => {
	if (one.isSection) return one;
	for (const child of one.children) {
		const found = firstSection(child);
		if (found) return found;
	}
	return null;
};

const nearestSection = (one: Node): Node | null => {
	for (let above: Node | null = one; above; above = above.parent) if (above.isSection) return above;
	return firstSection(one) ?? (one.parent ? nearestSection(one.parent) : null);
};

const attachmentAbove = (one: Node): Node | null => {
	for (let above = one.parent; above; above = above.parent) if (above.kind === 'appendix') return above;
	return null;
};

const nameAnchors = (all: readonly Node[]): void => {
	const taken = new Set<string>();
	const dashes = new Map<Node | null, number>();
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

/** A text without any structure, in groups of some hundred words, so that there is something to tick off. */
const inGroups = (lines: readonly Line[]): Node[] => {
	const groups: Node[] = [];
	let words = 0;
	for (const { text, paragraph } of lines) {
		if (groups.length === 0 || words >= WORDS_A_GROUP) {
			groups.push(node('paragraph', 0, `doan-${groups.length + 1}`, null, paragraph.page ?? null));
			words = 0;
		}
		groups.at(-1)?.lines.push(text);
		words += text.split(' ').length;
	}
	for (const group of groups) group.isSection = true;
	return groups;
};

const depthOf = (one: Node): number => (one.parent ? depthOf(one.parent) + 1 : 1);

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
