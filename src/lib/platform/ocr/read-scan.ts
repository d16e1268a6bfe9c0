import { cleanText } from '#lib/text/clean.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { joinLines } from '../file-readers/pdf-paragraphs.ts';
import { mendLine } from './mend.ts';
import { linesOfPage, type ReadPage } from './rows.ts';

export type ScannedPage = { page: number; read: ReadPage };
/** A scan as text; for each paragraph of its head how sure it was read. */
export type Scanned = {
	paragraphs: Paragraph[];
	characters: number;
	sureness: ({ words: number; figures: number } | null)[];
};

const HEAD = 60;

/** Puts the pages of a scan together, in order; lines join to paragraphs across pages like those of a printed PDF. */
export const scannedOf = (pages: readonly ScannedPage[]): Scanned => {
	const lines = pages.flatMap(({ page, read }) =>
		linesOfPage(read, page).map((line) => ({ ...line, text: mendLine(line.text) })),
	);
	const paragraphs = joinLines(lines.map((line) => ({ ...line }))).map((paragraph) => ({
		...paragraph,
		text: cleanText(paragraph.text),
	}));
	const upper = lines.slice(0, HEAD * 2).map((line) => ({ ...line, text: cleanText(line.text).trim() }));
	return {
		paragraphs,
		characters: paragraphs.reduce((sum, { text }) => sum + text.length, 0),
		sureness: paragraphs.slice(0, HEAD).map(({ text, page }) => {
			const own = upper.filter((line) => line.page === page && line.text !== '' && text.includes(line.text));
			return own.length === 0
				? null
				: {
						words: own.reduce((sum, { sure }) => sum + sure, 0) / own.length,
						figures: Math.min(...own.map(({ figures }) => figures)),
					};
		}),
	};
};
