import { anchorIndex, nearestAnchor } from '#lib/text/clause-path.ts';
import { withoutMarks } from '#lib/text/fold.ts';
import { quotationsIn } from '#lib/text/quotes.ts';
import type { FoundCitation, Recogniser } from './citations.ts';

/** A citation with its place in the document: in the heading or in the text of a clause. */
export type PlacedCitation = FoundCitation & {
	clause: number;
	inHeading: boolean;
	/** Of a place within the document. */
	anchor: string | null;
};
/** Every citation of a document: those of its title, and of each clause's text those that stand there. */
export type ReadCitations = { titled: FoundCitation[]; cited: FoundCitation[][]; placed: PlacedCitation[] };

/** A law that is named only by its name and date has this for a key. */
const lawKey = (citation: Pick<FoundCitation, 'typeName' | 'lawName'>): string =>
	withoutMarks(`${citation.typeName} ${citation.lawName ?? ''}`)
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '');

/** Organs whose run of numbers is one for the whole country: their number alone says which document it is. */
const national =
	/-(?:tw|btctw|vptw|ubkttw|btgdvtw|bdvtw|bnctw|bkttw|bdntw)$|^\d[\d-]*-\d{4}-|-qh\d{1,2}$|-ubtvqh\d{1,2}$/;

/**
 * Under which a cited document is asked for. Where many bodies use the same number (ĐU, CB, UBND of every place and year)
 * the date belongs to it.
 */
export const wantedKey = (
	citation: Pick<FoundCitation, 'typeCode' | 'typeName' | 'numberKey' | 'isShort' | 'issuedOn' | 'lawName'>,
): string => {
	const type = withoutMarks(citation.typeCode).replace(/[^a-z0-9]+/g, '-');
	if (citation.numberKey === '') return `${lawKey(citation)}.${citation.issuedOn ?? ''}`;
	if (citation.isShort) return `${type}.${citation.numberKey}`;
	return national.test(citation.numberKey) || !citation.issuedOn
		? citation.numberKey
		: `${citation.numberKey}.${citation.issuedOn}`;
};

/**
 * What is told of a document once holds where it is named again more shortly: "Chỉ thị 05" after "Chỉ thị số 05-CT/TW,
 * ngày 15/5/2016 của Bộ Chính trị".
 */
const withToldBefore = <Citation extends FoundCitation>(citations: readonly Citation[]): Citation[] => {
	const told = new Map<string, FoundCitation>();
	const numberOf = ({ typeCode, numberKey: key }: FoundCitation): string =>
		`${typeCode} ${/^\d+/.exec(key)?.[0]?.replace(/^0+/, '') ?? ''}`;
	const shortOf = new Map<string, FoundCitation | null>();
	for (const citation of citations) {
		if (citation.kind !== 'document' || citation.isShort || citation.numberKey === '') continue;
		const known = told.get(citation.numberKey);
		if (!known || (!known.issuedOn && citation.issuedOn)) told.set(citation.numberKey, citation);
		const short = shortOf.get(numberOf(citation));
		if (short === undefined) shortOf.set(numberOf(citation), citation);
		else if (short && short.numberKey !== citation.numberKey) shortOf.set(numberOf(citation), null);
	}
	return citations.map((citation) => {
		if (citation.kind !== 'document') return citation;
		const long = citation.isShort ? shortOf.get(numberOf(citation)) : citation;
		const full = long ? (told.get(long.numberKey) ?? long) : null;
		if (!full) return citation;
		return {
			...citation,
			number: full.number,
			numberKey: full.numberKey,
			isShort: false,
			issuedOn: citation.issuedOn ?? full.issuedOn,
			issuer: citation.issuer ?? full.issuer,
		};
	});
};

/** Reads the citations of a whole document; the document's own number is none. */
export const readCitations = (
	document: {
		title: string;
		numberKey: string;
		clauses: readonly { anchor: string; heading: string | null; text: string; kind: string }[];
	},
	recognise: Recogniser,
): ReadCitations => {
	const all: (PlacedCitation & { isTitle: boolean })[] = recognise(document.title).map((found) => ({
		...found,
		clause: -1,
		inHeading: false,
		anchor: null,
		isTitle: true,
	}));
	const index = anchorIndex(document.clauses.map(({ anchor }) => anchor));
	const placeOf = ({ kind, path, from }: FoundCitation, own: string): string | null => {
		if (kind !== 'within') return null;
		const steps = own.split('.');
		const upTo = from ? steps.findLastIndex((step) => step.startsWith(`${from}-`)) : -1;
		return from && upTo < 0 ? null : nearestAnchor(index, [...steps.slice(0, upTo + 1), ...path]);
	};
	let openQuote = false;
	for (const [clause, { heading, text, kind, anchor: own }] of document.clauses.entries()) {
		for (const [words, inHeading] of [
			[heading ?? '', true],
			[text, false],
		] as const) {
			// Who gets a copy is no citation.
			if (kind !== 'closing')
				for (const found of recognise(words, openQuote))
					all.push({ ...found, clause, inHeading, anchor: placeOf(found, own), isTitle: false });
			openQuote = quotationsIn(words, openQuote).open;
		}
	}
	const told = withToldBefore(all).filter((found) =>
		found.kind === 'within'
			? found.anchor !== null
			: found.numberKey === '' || found.numberKey !== document.numberKey,
	);
	const cited: FoundCitation[][] = document.clauses.map(() => []);
	for (const found of told) if (!found.isTitle && !found.inHeading) cited[found.clause]?.push(found);
	return {
		titled: told.filter(({ isTitle }) => isTitle),
		cited,
		placed: told.filter(({ isTitle }) => !isTitle),
	};
};
