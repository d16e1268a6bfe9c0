/** What stands between quotation marks; `open` says that the last quotation goes on in what follows. */
export type Quotations = { ranges: { start: number; end: number }[]; open: boolean };

/**
 * The quotations of a text that may begin within one. An amending document quotes the new wording over many clauses, so
 * the state is carried from one to the next.
 */
export const quotationsIn = (text: string, openBefore = false): Quotations => {
	const ranges: Quotations['ranges'] = [];
	let start = openBefore ? 0 : -1;
	for (let at = 0; at < text.length; at++) {
		const sign = text[at];
		if (start < 0 && (sign === '“' || sign === '"')) start = at + 1;
		else if (start >= 0 && (sign === '”' || sign === '"')) {
			ranges.push({ start, end: at });
			start = -1;
		}
	}
	if (start >= 0) ranges.push({ start, end: text.length });
	return { ranges, open: start >= 0 };
};

export const isQuoted = ({ ranges }: Quotations, at: number): boolean =>
	ranges.some(({ start, end }) => at >= start && at < end);
