/** Where a highlight lies in a text. */
export type Place = { from: number; to: number };

/**
 * Where the quoted words stand in a text: where they were marked if they still stand there, else the nearest place at
 * which they occur; null when they are gone.
 */
export const findQuote = (text: string, quote: string, markedAt: number): Place | null => {
	if (quote === '') return null;
	if (text.startsWith(quote, markedAt)) return { from: markedAt, to: markedAt + quote.length };
	let nearest: number | null = null;
	for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
		if (nearest === null || Math.abs(at - markedAt) < Math.abs(nearest - markedAt)) nearest = at;
	}
	return nearest === null ? null : { from: nearest, to: nearest + quote.length };
};
