import { getDocumentProxy } from 'unpdf';
import { isApart, joinLetters } from '#lib/text/letters-apart.ts';
import type { Mending } from '#lib/text/mended.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { joinLines, type Line } from './pdf-paragraphs.ts';
import { Unreadable } from './reading.ts';
import { decodeLines } from './runs.ts';

type Item = { str: string; transform: number[]; width: number; height: number; hasEOL: boolean };

/** A gap this many times the height of the letters parts two columns (the head of an official document). */
const COLUMN_GAP = 2.2;

/** The lines of a page from the places of its pieces of text: same height on the page, cut where a wide gap is. */
export const linesOf = (items: Item[], page: number, pageWidth: number): Line[] => {
	const pieces = items
		.filter((item) => item.str.trim() !== '')
		.map((item) => ({
			text: item.str,
			x: item.transform[4] ?? 0,
			y: item.transform[5] ?? 0,
			width: item.width,
			height: Math.max(6, item.height || Math.abs(item.transform[3] ?? 10)),
		}));
	const rows: (typeof pieces)[] = [];
	for (const piece of pieces) {
		const row = rows.find(
			(other) =>
				Math.abs((other[0]?.y ?? 0) - piece.y) < Math.min(other[0]?.height ?? 6, piece.height) * 0.55,
		);
		if (row) row.push(piece);
		else rows.push([piece]);
	}
	rows.sort((one, other) => (other[0]?.y ?? 0) - (one[0]?.y ?? 0));
	return rows.flatMap((row): Line[] => {
		row.sort((one, other) => one.x - other.x);
		const parts: Line[] = [];
		for (const piece of row) {
			const last = parts.at(-1);
			const gap = last ? piece.x - last.end : 0;
			if (last && gap < piece.height * COLUMN_GAP) {
				const space = gap > piece.height * 0.16 && !/\s$/.test(last.text) && !/^\s/.test(piece.text);
				last.text += (space ? ' ' : '') + piece.text;
				last.end = Math.max(last.end, piece.x + piece.width);
			} else {
				parts.push({
					text: piece.text,
					start: piece.x,
					end: piece.x + piece.width,
					y: piece.y,
					height: piece.height,
					page,
					pageWidth,
					column: parts.length,
					columns: 1,
				});
			}
		}
		for (const part of parts) part.columns = parts.length;
		return parts;
	});
};

/**
 * @throws Unreadable password | truncated | unreadable | scan-without-text | no-text
 */
export const readPdf = async (
	bytes: Uint8Array,
	mending: Mending,
): Promise<{ paragraphs: Paragraph[]; pages: number }> => {
	let document: Awaited<ReturnType<typeof getDocumentProxy>>;
	try {
		document = await getDocumentProxy(bytes, { verbosity: 0, stopAtErrors: false });
	} catch (error) {
		const name = error instanceof Error ? error.name : '';
		if (name === 'PasswordException') throw new Unreadable('password');
		throw new Unreadable(name === 'InvalidPDFException' ? 'truncated' : 'unreadable');
	}
	const lines: Line[] = [];
	for (let number = 1; number <= document.numPages; number++) {
		const page = await document.getPage(number);
		const content = await page.getTextContent();
		lines.push(...linesOf(content.items as Item[], number, page.getViewport({ scale: 1 }).width));
		page.cleanup();
	}
	const pages = document.numPages;
	await document.cleanup();
	const decoded = decodeLines(
		lines.map(({ text }) => text),
		mending,
	);
	for (const [at, line] of lines.entries()) {
		const text = decoded[at] ?? line.text;
		line.text = isApart(text) ? joinLetters(text) : text;
		if (line.text !== text) mending.note('letters-apart', text, line.text);
	}
	assertHasText(lines, pages);
	return { paragraphs: joinLines(lines), pages };
};

const stamp = /ký bởi|người ký|thời gian ký|cơ quan ký|email|@|ngày ký|signature|digitally/i;

/** A text layer that is only a signature's stamp is a scan: some hundred characters on however many pages. */
const assertHasText = (lines: Line[], pages: number): void => {
	const text = lines.map((line) => line.text).join('\n');
	const letters = text.match(/\p{L}/gu)?.length ?? 0;
	if (letters === 0) throw new Unreadable('scan-without-text', { pages });
	const outside =
		lines
			.filter((line) => !stamp.test(line.text))
			.map((line) => line.text)
			.join('')
			.match(/\p{L}/gu)?.length ?? 0;
	if (letters < 600 && (stamp.test(text) || letters / pages < 40) && outside < 200)
		throw new Unreadable('scan-without-text', { pages });
};
