/** A stretch of the base, `from` up to `to`, in whose place `words` stand. */
type Change = { from: number; to: number; words: readonly string[] };

/** Beyond this many comparisons a stretch counts as changed whole: nothing is lost, only less is told apart. */
const MOST_COMPARED = 4_000_000;

const piecesOf = (text: string): string[] => text.match(/\s+|\S+/gu) ?? [];
const isSpace = (piece: string): boolean => /^\s/u.test(piece);

/** Where two lists have the same pieces in the same order: pairs of positions, by the longest common subsequence. */
const common = (base: readonly string[], other: readonly string[]): [number, number][] => {
	const wide = other.length + 1;
	const lengths = new Uint16Array((base.length + 1) * wide);
	for (let row = base.length - 1; row >= 0; row--)
		for (let column = other.length - 1; column >= 0; column--)
			lengths[row * wide + column] =
				base[row] === other[column]
					? (lengths[(row + 1) * wide + column + 1] ?? 0) + 1
					: Math.max(lengths[(row + 1) * wide + column] ?? 0, lengths[row * wide + column + 1] ?? 0);
	const pairs: [number, number][] = [];
	let row = 0;
	let column = 0;
	while (row < base.length && column < other.length) {
		if (base[row] === other[column]) pairs.push([row++, column++]);
		else if ((lengths[(row + 1) * wide + column] ?? 0) >= (lengths[row * wide + column + 1] ?? 0)) row++;
		else column++;
	}
	return pairs;
};

/** What was changed between two lists. Changes with less than two words between them are one: a sentence rewritten is not taken apart. */
const changesOf = (base: readonly string[], other: readonly string[]): Change[] => {
	let start = 0;
	while (start < base.length && start < other.length && base[start] === other[start]) start++;
	let end = 0;
	const most = Math.min(base.length, other.length) - start;
	while (end < most && base[base.length - 1 - end] === other[other.length - 1 - end]) end++;
	const baseEnd = base.length - end;
	const otherEnd = other.length - end;
	const isSmall = (baseEnd - start) * (otherEnd - start) <= MOST_COMPARED;
	const pairs = isSmall ? common(base.slice(start, baseEnd), other.slice(start, otherEnd)) : [];
	const spans: { from: number; to: number; at: number; until: number }[] = [];
	let row = start;
	let column = start;
	for (const [inBase, inOther] of [...pairs, [baseEnd - start, otherEnd - start] as const]) {
		const to = inBase + start;
		const until = inOther + start;
		if (to > row || until > column) {
			const last = spans.at(-1);
			const between = last ? base.slice(last.to, row).filter((piece) => !isSpace(piece)).length : 2;
			if (last && between < 2) Object.assign(last, { to, until });
			else spans.push({ from: row, to, at: column, until });
		}
		row = to + 1;
		column = until + 1;
	}
	return spans.map(({ from, to, at, until }) => ({ from, to, words: other.slice(at, until) }));
};

/** A stretch of the base as one side has it. */
const asChanged = (
	base: readonly string[],
	changes: readonly Change[],
	from: number,
	to: number,
): string[] => {
	const pieces: string[] = [];
	let at = from;
	for (const change of changes) {
		pieces.push(...base.slice(at, change.from), ...change.words);
		at = change.to;
	}
	return [...pieces, ...base.slice(at, to)];
};

const holds = (whole: readonly string[], part: readonly string[]): boolean =>
	whole.some((_piece, at) => part.every((piece, index) => whole[at + index] === piece));

/** Both sides changed the same place: both stay, unless one holds the other. */
const both = (one: readonly string[], other: readonly string[]): readonly string[] => {
	if (other.every(isSpace) || holds(one, other)) return one;
	if (one.every(isSpace) || holds(other, one)) return other;
	return [...one, '\n\n', ...(isSpace(other[0] ?? '') ? other.slice(1) : other)];
};

/** Pieces as a text; where two words met at a seam, a space keeps them two. */
const joined = (pieces: readonly string[]): string =>
	pieces
		.map((piece, at) => (at > 0 && !isSpace(piece) && !isSpace(pieces[at - 1] ?? ' ') ? ` ${piece}` : piece))
		.join('');

/**
 * Merges a text that was written on at two places: what was changed in different places is taken from each; where both
 * changed the same place, both stay. A word that either side wrote is never missing.
 * @param base the text on which both were written
 */
export const mergeTexts = (base: string, one: string, other: string): string => {
	if (one === other || other === base) return one;
	if (one === base) return other;
	const pieces = piecesOf(base);
	const sides = [changesOf(pieces, piecesOf(one)), changesOf(pieces, piecesOf(other))] as const;
	const merged: string[] = [];
	let at = 0;
	for (;;) {
		const first = [sides[0][0], sides[1][0]]
			.filter((change) => change !== undefined)
			.sort((a, b) => a.from - b.from)[0];
		if (!first) break;
		const taken: [Change[], Change[]] = [[], []];
		let to = first.to;
		for (let grew = true; grew; ) {
			grew = false;
			for (const side of [0, 1] as const)
				while (sides[side][0] && (sides[side][0].from <= to || sides[side][0] === first)) {
					const change = sides[side].shift();
					if (!change) break;
					taken[side].push(change);
					to = Math.max(to, change.to);
					grew = true;
				}
		}
		merged.push(...pieces.slice(at, first.from));
		const [mine, theirs] = taken.map((changes) => asChanged(pieces, changes, first.from, to));
		if (taken[1].length === 0) merged.push(...(mine ?? []));
		else if (taken[0].length === 0) merged.push(...(theirs ?? []));
		else merged.push(...both(mine ?? [], theirs ?? []));
		at = to;
	}
	return joined([...merged, ...pieces.slice(at)]);
};
