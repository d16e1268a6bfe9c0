/** Widths of the letters of Times, in thousandths of the size; a letter with marks is as wide as the letter. */
const letters = ' ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789ĐđƠơƯư.,;:-–/()*…"';
const widths = {
	regular:
		'250 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722 611 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444 500 500 500 500 500 500 500 500 500 500 722 500 722 529 776 542 250 250 278 278 333 500 278 333 333 500 1000 408',
	bold: '250 722 667 722 722 667 611 778 778 389 500 778 667 944 722 778 611 778 722 556 667 722 722 1000 722 722 667 500 556 444 556 444 333 500 556 278 333 556 278 833 556 500 556 556 444 389 333 556 500 722 500 500 444 500 500 500 500 500 500 500 500 500 500 722 556 778 554 796 600 250 250 333 333 333 500 278 333 333 500 1000 555',
};
const tables = Object.fromEntries(
	Object.entries(widths).map(([name, row]) => {
		const values = row.split(' ').map(Number);
		return [name, new Map([...letters].map((letter, at) => [letter, values[at] ?? 500]))];
	}),
);

/** The letter below the marks; those that are letters of their own (đ, ơ, ư) stay. */
const plain = (letter: string): string => {
	const [base = letter, ...marks] = letter.normalize('NFD');
	return marks.includes('\u031B') ? `${base}\u031B`.normalize('NFC') : base;
};

const MILLIMETRES_A_POINT = 25.4 / 72;

/** How wide a text in Times is, in millimetres: enough to draw a rule below it and to break it evenly. */
export const textWidthOf = (text: string, look: { size: number; bold?: boolean }): number => {
	const table = tables[look.bold ? 'bold' : 'regular'];
	const thousandths = [...text.normalize('NFC')].reduce(
		(sum, letter) => sum + (table?.get(letter) ?? table?.get(plain(letter)) ?? 500),
		0,
	);
	return (thousandths / 1000) * look.size * MILLIMETRES_A_POINT;
};

/** Breaks words into lines no wider than this; a word that is wider stands alone. */
const broken = (words: readonly string[], width: number, widthOf: (text: string) => number): string[] => {
	const lines: string[] = [];
	for (const word of words) {
		const last = lines.at(-1);
		if (last !== undefined && widthOf(`${last} ${word}`) <= width)
			lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
};

/** Lines of a centred text, as few as the width allows and about as long as one another. Breaks made by hand stay. */
export const evenLines = (text: string, width: number, look: { size: number; bold?: boolean }): string[] =>
	text.split('\n').flatMap((piece) => {
		const widthOf = (part: string): number => textWidthOf(part, look);
		const words = piece.split(/\s+/u).filter(Boolean);
		let best = broken(words, width, widthOf);
		for (let narrower = width - 1; narrower > width / 3; narrower--) {
			const lines = broken(words, narrower, widthOf);
			if (lines.length > best.length || lines.some((line) => widthOf(line) > narrower)) break;
			best = lines;
		}
		return best;
	});
