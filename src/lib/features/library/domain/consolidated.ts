import { cleanText } from '#lib/text/clean.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { parseNumber } from './document-number.ts';

const confirmed = /xác thực văn bản hợp nhất/iu;
const printedNumber = /(?:^|\s)số\s*:?\s*(\d{1,6}\s*\/\s*VBHN\s*-\s*[\p{L}\d]+)/iu;
/** Lines that stand beside the words of confirmation, blank ones not counted. */
const BESIDE = 8;

/** Where a consolidated text says its own number. */
export type Consolidation = { number: string; lines: { text: string; paragraph: number }[] };

/**
 * A consolidated text is signed with "Xác thực văn bản hợp nhất": its own number, place and date stand there and not at
 * the head, which is that of the document it consolidates; appendices may follow (Pháp lệnh 01/2012/UBTVQH13, phụ lục).
 */
export const consolidationOf = (paragraphs: readonly Paragraph[]): Consolidation | null => {
	const lines = paragraphs.flatMap(({ text }, paragraph) =>
		text.trim() === '' ? [] : [{ text: cleanText(text), paragraph }],
	);
	const marks = lines.flatMap(({ text }, at) => (confirmed.test(text) ? [at] : []));
	// Without the words of confirmation the number alone tells, when it stands in the second half.
	const places = [
		...marks.map((at) => lines.slice(Math.max(0, at - BESIDE), at + BESIDE)),
		...lines
			.slice(Math.floor(lines.length / 2))
			.flatMap((line, at, half) =>
				printedNumber.test(line.text) ? [half.slice(Math.max(0, at - 3), at + BESIDE)] : [],
			),
	];
	for (const beside of places) {
		for (const { text } of beside) {
			const printed = printedNumber.exec(text)?.[1];
			const number = printed ? parseNumber(printed) : null;
			if (number) return { number: number.text, lines: beside };
		}
	}
	return null;
};
