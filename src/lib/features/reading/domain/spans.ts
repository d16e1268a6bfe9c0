/**
 * A stretch of a clause's text that is more than text: a citation that leads somewhere, an abbreviation that has a full
 * form, a place that the reader highlighted. Offsets count UTF-16 units, `to` is not part of it.
 */
export type TextSpan = {
	from: number;
	to: number;
	kind: 'citation' | 'abbreviation' | 'highlight';
	/** The text that it lies in; the clause's own text unless said otherwise. */
	part?: 'heading' | 'text';
	/** Where it leads: the cited document, the reader's note. */
	href?: string;
	/** What it stands for: the full form, the title of the cited document. */
	title?: string;
	/** The row that it comes from. */
	id?: string;
	/** A highlight that bears a note. A citation of what is not in the library yet. */
	marked?: boolean;
};

/** A stretch over which nothing changes: at most one highlight and one abbreviation. */
export type Run = { text: string; from: number; highlight: TextSpan | null; abbreviation: TextSpan | null };

/** Runs under one citation (or under none), so that a link stays one link however much of it is highlighted. */
export type Piece = { citation: TextSpan | null; runs: Run[] };

/** Spans of one kind without overlap, in order: who begins first keeps its ground, of two beginnings the longer. */
const apart = (spans: readonly TextSpan[], kind: TextSpan['kind'], length: number): TextSpan[] => {
	const ordered = spans
		.filter((span) => span.kind === kind)
		.map((span) => ({ ...span, from: Math.max(0, span.from), to: Math.min(length, span.to) }))
		.filter(({ from, to }) => from < to)
		.sort((a, b) => a.from - b.from || b.to - a.to);
	const kept: TextSpan[] = [];
	for (const span of ordered) {
		const from = Math.max(span.from, kept.at(-1)?.to ?? 0);
		if (from >= span.to) continue;
		// Two highlights may touch the same words; a link and an abbreviation are whole or not there.
		if (from > span.from && kind !== 'highlight') continue;
		kept.push({ ...span, from });
	}
	return kept;
};

const at = (spans: readonly TextSpan[], place: number): TextSpan | null =>
	spans.find(({ from, to }) => from <= place && place < to) ?? null;

/**
 * The text of a clause cut where its spans begin and end. The runs, one after another, are the text, whatever spans
 * are given: one that overlaps another of its kind gives way, and what lies outside the text is cut off.
 */
export const mergeSpans = (text: string, spans: readonly TextSpan[]): Piece[] => {
	if (text === '') return [];
	const citations = apart(spans, 'citation', text.length);
	const highlights = apart(spans, 'highlight', text.length);
	const abbreviations = apart(spans, 'abbreviation', text.length);
	const cuts = new Set([0, text.length]);
	for (const { from, to } of [...citations, ...highlights, ...abbreviations]) cuts.add(from).add(to);
	const places = [...cuts].sort((a, b) => a - b);
	const pieces: Piece[] = [];
	for (const [index, from] of places.entries()) {
		const to = places[index + 1];
		if (to === undefined) break;
		const citation = at(citations, from);
		const run = {
			text: text.slice(from, to),
			from,
			highlight: at(highlights, from),
			abbreviation: at(abbreviations, from),
		};
		const open = pieces.at(-1);
		if (open && open.citation === citation) open.runs.push(run);
		else pieces.push({ citation, runs: [run] });
	}
	return pieces;
};

/** Spans from several sources, by clause. */
export const joinSpans = (
	...sources: readonly Readonly<Record<string, readonly TextSpan[]>>[]
): Record<string, TextSpan[]> => {
	const joined: Record<string, TextSpan[]> = {};
	for (const source of sources) {
		for (const [clauseId, spans] of Object.entries(source)) {
			joined[clauseId] = [...(joined[clauseId] ?? []), ...spans];
		}
	}
	return joined;
};

/** A place in a clause that cites something, as the relations of documents know it. */
type CitationLink = {
	clauseId: string;
	inHeading: boolean;
	start: number;
	end: number;
	href: string;
	title: string;
	isMissing: boolean;
};

/** Citations as spans, by clause. */
export const citationsIn = (links: readonly CitationLink[]): Record<string, TextSpan[]> => {
	const found: Record<string, TextSpan[]> = {};
	for (const { clauseId, inHeading, start, end, href, title, isMissing } of links) {
		const spans = found[clauseId] ?? [];
		found[clauseId] = spans;
		const part = inHeading ? 'heading' : 'text';
		spans.push({ kind: 'citation', part, from: start, to: end, href, title, marked: isMissing });
	}
	return found;
};
