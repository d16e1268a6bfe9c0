import { foldSpaces } from '#lib/text/clean.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { consolidationOf } from './consolidated.ts';
import { numberAfterSo, parseNumber } from './document-number.ts';
import { typeByName } from './document-types.ts';
import { headPieces, type Piece } from './head.ts';
import { dateOf } from './recognise-date.ts';
import { issuerOf } from './recognise-issuer.ts';
import { titleOf } from './recognise-title.ts';
import { bareTypeLineOf, introduction, typeLineOf } from './recognise-type.ts';

/** One fact as it was recognised: the value, how sure (0 to 1), and where in the text it stood. */
export type Found = {
	value: string | null;
	confidence: number;
	place: { paragraph: number; start: number; end: number } | null;
	/** It was not read in the text: the message in which the file came says so. */
	source?: 'message';
};

/** The facts of a document. Type: the full name ("Nghị quyết"); date: ISO. Null where the document does not say. */
export type Recognised = { type: Found; number: Found; issuer: Found; date: Found; title: Found };

export const nothing: Found = { value: null, confidence: 0.3, place: null };

export const placeOf = (piece: Piece): Found['place'] => ({
	paragraph: piece.paragraph,
	start: piece.start,
	end: piece.end,
});

const numberLine =
	/^(?:(?:Bộ luật|Luật|Nghị quyết|Pháp lệnh|Lệnh|Nghị định|Quyết định)\s+)?số\s*:?\s*(?=\S|$)(.*)$/iu;
/**
 * What stands after "Số" also where the line was cut: at wide spaces ("Số:    15/2026/NQ-CP"), or because a long sign
 * goes on below ("01/2022/TTLT-VKSNDTC-" / "TANDTC-BCA").
 */
const wholeNumber = (pieces: readonly Piece[], at: number, own: string): string => {
	const next = pieces[at + 1];
	if (next?.kind !== 'text') return own;
	if (own.trim() === '' && next.paragraph === pieces[at]?.paragraph && /^\d/.test(next.text))
		return next.text;
	return /-$/.test(own) && /^[\p{Lu}\d]+(?:-[\p{Lu}\d]+)*$/u.test(next.text) ? own + next.text : own;
};

/** The number of the head. Annexes that are "issued with" a decision bear none of their own. */
const numberOf = (
	pieces: readonly Piece[],
	before: number,
): { found: Found; at: number; isBlank: boolean } => {
	for (const [at, piece] of pieces.entries()) {
		if (at > before) break;
		if (piece.kind !== 'text') continue;
		// What is cited in the grounds is not the document's own.
		if (/^(?:-\s*)?Căn cứ\s/u.test(piece.text)) break;
		const match = numberLine.exec(piece.text);
		if (!match) continue;
		// A number whose sign slipped into the next column ("Số: 1178" | "/ĐCK-CTT").
		const own = wholeNumber(pieces, at, match[1] ?? '');
		const read = numberAfterSo(own);
		if (read === 'blank') {
			const nearby = pieces
				.slice(at + 1, at + 12)
				.find(({ text }) => /^\d{0,6}\s*[/-]\s*\p{L}[\p{L}\d-]*/u.test(text));
			const joined = nearby ? parseNumber(own.replace(/[.…_\s]/g, '') + nearby.text.split(/\s/)[0]) : null;
			if (joined?.number)
				return { found: { value: joined.text, confidence: 0.6, place: placeOf(piece) }, at, isBlank: false };
			return { found: { value: null, confidence: 0.8, place: placeOf(piece) }, at, isBlank: true };
		}
		if (!read || (read.number.form === 'admin' && !read.number.organ)) continue;
		return {
			found: { value: read.number.text, confidence: 0.95, place: placeOf(piece) },
			at,
			isBlank: false,
		};
	}
	return { found: nothing, at: -1, isBlank: false };
};

/**
 * Recognises type, number, issuer, date and title from the text of a document as its readers give it.
 * Forms: Hướng dẫn 36-HD/VPTW (Party) and Nghị định 30/2020/NĐ-CP, annex I (State); older forms as met in the field.
 * Pure; never throws.
 */
export const recognise = (paragraphs: readonly Paragraph[]): Recognised => {
	const pieces = headPieces(
		paragraphs.map((paragraph) => ({ ...paragraph, text: paragraph.text.replace(/\n/g, ' ') })),
	);
	const typeLine = typeLineOf(pieces) ?? bareTypeLineOf(pieces);
	const headEnd = typeLine ? typeLine.at : Math.min(pieces.length, 40);
	const number = numberOf(pieces, typeLine ? Math.max(headEnd, 12) : headEnd);
	const consolidated = consolidationOf(paragraphs);

	// An introduction counts only where the head itself was left out.
	const intro = typeLine ? null : introduction(paragraphs);
	const isLetter = !typeLine && pieces.slice(0, 40).some(({ text }) => /^(?:V\/v|Kính gửi)/iu.test(text));
	const typeName = consolidated
		? 'Văn bản hợp nhất'
		: (typeLine?.name ?? intro?.type ?? (isLetter ? 'Công văn' : null));
	const type: Found = typeName
		? {
				value: typeByName(typeName)?.name ?? typeName,
				confidence: typeLine || consolidated ? 0.95 : 0.7,
				place: typeLine ? placeOf(typeLine.piece) : null,
			}
		: nothing;

	const numberIn = typeLine?.number ?? intro?.number ?? null;
	const theNumber: Found = consolidated
		? { value: consolidated.number, confidence: 0.9, place: null }
		: (number.found.value !== null || number.isBlank) && !(numberIn && number.at > headEnd)
			? number.found
			: numberIn
				? { value: numberIn, confidence: 0.85, place: typeLine ? placeOf(typeLine.piece) : null }
				: nothing;
	const date = dateOf(paragraphs, pieces, {
		headEnd,
		numberAt: number.at,
		typeDate: typeLine?.date ?? null,
		consolidatedLines: consolidated?.lines ?? [],
		introDate: intro?.date ?? null,
	});
	const issuer = issuerOf(pieces, {
		headEnd,
		numberAt: number.at,
		number: theNumber.value,
		named: typeLine?.issuer ?? intro?.issuer ?? null,
		hasType: typeLine !== null,
		isConsolidated: consolidated !== null,
		isAnnex: typeLine !== null && number.at < 0,
		paragraphs,
	});
	const title = titleOf(pieces, {
		typeLine,
		isLetter,
		issuer: issuer.value,
		introTitle: intro?.title ?? null,
		isConsolidated: consolidated !== null,
	});
	return {
		type,
		number: theNumber,
		issuer,
		date,
		title: title.value ? { ...title, value: foldSpaces(title.value) } : title,
	};
};
