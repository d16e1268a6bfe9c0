import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A stretch of text on a page: where it begins and ends and its base line, from the upper left corner, in millimetres. */
export type Piece = {
	text: string;
	page: number;
	from: number;
	to: number;
	base: number;
	/** In points. */
	size: number;
	bold: boolean;
	italic: boolean;
};
export type Pages = { pieces: Piece[]; count: number; fonts: Set<string> };

const MILLIMETRES = 25.4 / 72;

type Item = { str: string; transform: number[]; width: number; fontName: string };

/** The texts of a PDF in the order in which they were written. */
export const readPages = async (bytes: Uint8Array): Promise<Pages> => {
	const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0, fontExtraProperties: true });
	const document = await task.promise;
	const pieces: Piece[] = [];
	const fonts = new Set<string>();
	for (let page = 1; page <= document.numPages; page++) {
		const sheet = await document.getPage(page);
		const [, , , height = 0] = sheet.view;
		// The names of fonts are known once the page has been taken apart.
		await sheet.getOperatorList();
		const { items } = await sheet.getTextContent();
		for (const item of items as Item[]) {
			if (typeof item.str !== 'string' || item.str.trim() === '') continue;
			const [, , c = 0, d = 0, x = 0, y = 0] = item.transform;
			const known = sheet.commonObjs.get(item.fontName) as { name?: string } | null;
			const name = known?.name ?? '';
			fonts.add(name);
			pieces.push({
				text: item.str.normalize('NFC'),
				page,
				from: x * MILLIMETRES,
				to: (x + item.width) * MILLIMETRES,
				base: (height - y) * MILLIMETRES,
				size: Math.hypot(c, d),
				bold: /bold/i.test(name),
				italic: /italic|oblique/i.test(name),
			});
		}
	}
	const count = document.numPages;
	await task.destroy();
	return { pieces, count, fonts };
};

/** Pieces that stand on one line and touch, as one; a column begins a line of its own. @param gap the millimetres that part two */
export const linesOf = (pieces: readonly Piece[], gap = 6): Piece[] => {
	const lines: Piece[] = [];
	for (const piece of pieces) {
		const last = lines.at(-1);
		const goesOn =
			last &&
			last.page === piece.page &&
			Math.abs(last.base - piece.base) < 0.3 &&
			piece.from - last.to < gap &&
			piece.from - last.to > -1;
		if (last && goesOn) lines[lines.length - 1] = { ...last, text: last.text + piece.text, to: piece.to };
		else lines.push({ ...piece });
	}
	return lines;
};

export const withoutSpaces = (text: string): string => text.normalize('NFC').replace(/\s+/gu, '');
