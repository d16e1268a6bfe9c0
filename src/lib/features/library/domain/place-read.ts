import type { Paragraph } from '#lib/text/paragraph.ts';
import { doubtful, type FactField, factFields } from './doubt.ts';
import type { Recognised } from './recognise.ts';

/** A field as it is asked of the clerk: how sure, and the words around the place where it was read. */
export type FieldRead = {
	field: FactField;
	confidence: number;
	doubtful: boolean;
	/** The message in which the file came says so. */
	fromMessage: boolean;
	/** The paragraph of the text; null where the fact was concluded and stands nowhere. */
	at: { paragraph: number; page: number | null; before: string; words: string; after: string } | null;
};
/** A paragraph in pieces, some of which a field was read from. */
export type MarkedParagraph = {
	pieces: { text: string; field: FactField | null }[];
	centred: boolean;
	bold: boolean;
};

const AROUND = 60;

/** The fields in the order in which they are to be looked at: the unsure ones first, the least sure at the top. */
export const fieldsRead = (recognised: Recognised, paragraphs: readonly Paragraph[]): FieldRead[] => {
	const unsure = doubtful(recognised);
	return factFields
		.map((field): FieldRead => {
			const { place, confidence, value, source } = recognised[field];
			const text = place ? (paragraphs[place.paragraph]?.text ?? '') : '';
			return {
				field,
				confidence: value === null ? 0 : confidence,
				doubtful: unsure.includes(field),
				fromMessage: source === 'message',
				at:
					place && text
						? {
								paragraph: place.paragraph,
								page: paragraphs[place.paragraph]?.page ?? null,
								before: text.slice(Math.max(0, place.start - AROUND), place.start),
								words: text.slice(place.start, place.end),
								after: text.slice(place.end, place.end + AROUND),
							}
						: null,
			};
		})
		.sort(
			(one, other) =>
				Number(other.doubtful) - Number(one.doubtful) ||
				(one.doubtful ? one.confidence - other.confidence : 0),
		);
};

/** The first paragraphs of a text, with what the fields were read from marked in them. */
export const markedParagraphs = (
	paragraphs: readonly Paragraph[],
	recognised: Recognised | null,
	count: number,
): MarkedParagraph[] => {
	const places = recognised
		? factFields
				.flatMap((field) => {
					const { place } = recognised[field];
					return place ? [{ field, ...place }] : [];
				})
				.sort((one, other) => one.start - other.start)
		: [];
	return paragraphs.slice(0, count).map(({ text, align, bold }, paragraph) => {
		const pieces: MarkedParagraph['pieces'] = [];
		let from = 0;
		for (const place of places) {
			if (place.paragraph !== paragraph || place.start < from || place.end > text.length) continue;
			if (place.start > from) pieces.push({ text: text.slice(from, place.start), field: null });
			pieces.push({ text: text.slice(place.start, place.end), field: place.field });
			from = place.end;
		}
		if (from < text.length || pieces.length === 0) pieces.push({ text: text.slice(from), field: null });
		return { pieces, centred: align === 'center', bold: bold ?? false };
	});
};
