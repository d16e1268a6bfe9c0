import { cleanText, foldSpaces } from '#lib/text/clean.ts';
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

/** A clause on its way: its lines as they are found, its name in the anchor still to be made whole. */
export type ClauseNode = {
	kind: ClauseKind;
	rank: number;
	label: string;
	heading: string | null;
	lines: string[];
	page: number | null;
	parent: ClauseNode | null;
	children: ClauseNode[];
	name: string;
	anchor: string;
	isSection: boolean;
	section: ClauseNode | null;
};

const node = (
	kind: ClauseKind,
	rank: number,
	name: string,
	parent: ClauseNode | null,
	page: number | null,
): ClauseNode => ({
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
/** What holds articles and clauses and has a heading of its own. */
export const structures: readonly ClauseKind[] = ['part', 'chapter', 'section', 'appendix'];
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

export type Line = { text: string; paragraph: Paragraph };

/** A heading in capitals that runs over two or three lines. */
const isHeadingGoingOn = (current: ClauseNode, line: Line): boolean =>
	structures.includes(current.kind) &&
	current.heading !== null &&
	current.lines.length === 0 &&
	current.heading.length + line.text.length < 300 &&
	/\p{L}{2}/u.test(line.text) &&
	current.heading === current.heading.toLocaleUpperCase('vi') &&
	line.text === line.text.toLocaleUpperCase('vi') &&
	!endsSentence.test(current.heading);

/** The lines of a text, each with the paragraph in which it stands; empty ones are left out. */
export const linesOf = (paragraphs: readonly Paragraph[]): Line[] =>
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
const goesOnBelow = (texts: readonly string[], at: number, current: ClauseNode): boolean => {
	const open = new Map<number, number>();
	for (let above: ClauseNode | null = current; above; above = above.parent) {
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
const isClosing = (texts: readonly string[], at: number, current: ClauseNode): boolean =>
	closing.test(texts[at] ?? '') &&
	(at > texts.length * 0.3 || attachmentFollows(texts, at)) &&
	!goesOnBelow(texts, at, current);

/** The clauses of a text in order, each with its parent; no line is lost. */
export const buildTree = (lines: readonly Line[]): ClauseNode[] => {
	const all: ClauseNode[] = [];
	const texts = lines.map(({ text }) => text);
	const quoted = quotedLines(texts);
	let inClosing = false;
	let expected: Marker | null = null;
	const begin = (fresh: ClauseNode): ClauseNode => {
		all.push(fresh);
		fresh.parent?.children.push(fresh);
		return fresh;
	};
	for (const [at, line] of lines.entries()) {
		const page = line.paragraph.page ?? null;
		const current = all.at(-1) ?? null;
		const hasBegun = all.some(({ kind }) => kind !== 'opening');
		const marker: Marker | null = quoted.has(at)
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
		let parent: ClauseNode | null = current;
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

/** A text without any structure, in groups of some hundred words, so that there is something to tick off. */
export const inGroups = (lines: readonly Line[]): ClauseNode[] => {
	const groups: ClauseNode[] = [];
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
