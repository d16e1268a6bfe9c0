/** From where to where, in UTF-16 units. */
type Range = readonly [start: number, end: number];
export type Segment<Mark> = { text: string; start: number; marks: Mark[] };

/**
 * Cuts a text where marks begin and end, so that each piece bears the same marks throughout. Marks may overlap; what is beyond
 * the text is left out.
 */
export const segmentsOf = <Mark>(
	text: string,
	marks: readonly { range: Range; mark: Mark }[],
): Segment<Mark>[] => {
	const inside = (at: number): number => Math.min(Math.max(at, 0), text.length);
	const cuts = [...new Set([0, text.length, ...marks.flatMap(({ range }) => range.map(inside))])].sort(
		(one, other) => one - other,
	);
	return cuts.slice(0, -1).map((start, at) => {
		const end = cuts[at + 1] ?? text.length;
		return {
			text: text.slice(start, end),
			start,
			marks: marks.filter(({ range }) => range[0] <= start && range[1] >= end).map(({ mark }) => mark),
		};
	});
};
