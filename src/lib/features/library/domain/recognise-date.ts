import { cleanText } from '#lib/text/clean.ts';
import { writtenDates } from '#lib/text/dates.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import type { Piece } from './head.ts';
import type { Found } from './recognise.ts';

type Head = {
	headEnd: number;
	numberAt: number;
	typeDate: string | null;
	/** The lines beside the number of a consolidated text. */
	consolidatedLines: readonly { text: string; paragraph: number }[];
	introDate: string | null;
};

const none: Found = { value: null, confidence: 0.4, place: null };
const placeAndDate = /^(?:\p{L}[\p{L}.\s-]{1,40},\s*)?ngày/iu;
const adopted = /thông qua\s+(?:vào\s+)?ngày/iu;

/**
 * The date of issue: at the head with the place; left blank is no date. Laws and resolutions of assemblies that bear
 * none at the head say "thông qua ngày …" at the end; a consolidated text bears it beside the number at its end.
 */
export const dateOf = (paragraphs: readonly Paragraph[], pieces: readonly Piece[], head: Head): Found => {
	for (const { text, paragraph } of head.consolidatedLines) {
		const found = writtenDates(text).find(({ place, iso }) => iso !== null && place !== null);
		if (found)
			return {
				value: found.iso,
				confidence: 0.85,
				place: { paragraph, start: found.start, end: found.end },
			};
	}
	if (head.typeDate) return { value: head.typeDate, confidence: 0.85, place: null };
	const last = Math.max(head.headEnd, head.numberAt + 4);
	let blank: Piece | null = null;
	for (const [at, piece] of pieces.entries()) {
		if (at > last) break;
		if (piece.kind !== 'text' || piece.text.length > 160) continue;
		if (/ban hành kèm theo|công báo|căn cứ/iu.test(piece.text)) continue;
		const text = piece.text.replace(/tháng(?=\d)/gu, 'tháng ').replace(/ngày(?=\d)/gu, 'ngày ');
		if (!placeAndDate.test(text) && !/,\s*ngày/iu.test(text)) continue;
		const found = writtenDates(text)[0];
		if (found?.iso)
			return {
				value: found.iso,
				confidence: 0.95,
				place: { paragraph: piece.paragraph, start: piece.start, end: piece.end },
			};
		blank ??= piece;
	}
	if (blank)
		return {
			value: null,
			confidence: 0.8,
			place: { paragraph: blank.paragraph, start: blank.start, end: blank.end },
		};
	for (let at = paragraphs.length - 1; at >= Math.floor(paragraphs.length * 0.3); at--) {
		const text = cleanText(paragraphs[at]?.text ?? '');
		const said = adopted.exec(text);
		if (!said) continue;
		const found = writtenDates(text.slice(said.index))[0];
		if (found?.iso)
			return {
				value: found.iso,
				confidence: 0.85,
				place: { paragraph: at, start: said.index, end: text.length },
			};
	}
	return head.introDate ? { value: head.introDate, confidence: 0.7, place: null } : none;
};
