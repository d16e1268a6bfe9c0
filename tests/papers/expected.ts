import type { PartLook } from '#lib/features/papers/domain/layout.ts';
import type { SetBlock, SetLine, SetPaper, SetPiece } from '#lib/features/papers/domain/set-paper.ts';

/** A line of the head as the layout wants it: its base line and the column in which it stands, in millimetres. */
export type Wanted = {
	line: SetLine;
	text: string;
	base: number;
	column: { from: number; to: number };
};

const MILLIMETRES = 25.4 / 72;
const RULE = 0.75;

const lookOf = (paper: SetPaper, { part }: SetLine): PartLook => paper.parts[part];
const before = (paper: SetPaper, piece: SetPiece): number =>
	piece.kind === 'line' ? (lookOf(paper, piece).before ?? 0) : piece.kind === 'rule' ? piece.before : 0;
const after = (paper: SetPaper, piece: SetPiece): number =>
	piece.kind === 'line' ? (lookOf(paper, piece).after ?? 0) : 0;

export const textOf = (line: SetLine): string => line.runs.map(({ text }) => text).join('');

/** Pieces below one another from a height (points): the lines, and where they end. */
const stacked = (
	paper: SetPaper,
	pieces: readonly SetPiece[],
	from: number,
	column: Wanted['column'],
): { lines: Wanted[]; end: number } => {
	const lines: Wanted[] = [];
	let y = from;
	let space = 0;
	for (const piece of pieces) {
		y += Math.max(space, before(paper, piece));
		if (piece.kind === 'line') {
			const { line: height } = lookOf(paper, piece);
			for (const text of textOf(piece).split('\n')) {
				lines.push({ line: piece, text, base: (y + height * 0.8) * MILLIMETRES, column });
				y += height;
			}
		} else if (piece.kind === 'code') y += piece.size / MILLIMETRES;
		else y += piece.kind === 'gap' ? piece.height : RULE + piece.after;
		space = after(paper, piece);
	}
	return { lines, end: y + space };
};

/** Every line from the top of the first page to the first line of the text. */
export const wantedHead = (paper: SetPaper): Wanted[] => {
	const { page } = paper;
	const whole = { from: page.left, to: page.width - page.right };
	const lines: Wanted[] = [];
	let y = page.top / MILLIMETRES;
	// The space below what came last: between two pieces stands the larger of theirs.
	let space = 0;
	const add = (pieces: readonly SetPiece[], column: Wanted['column'], from: number): number => {
		const set = stacked(paper, pieces, from, column);
		lines.push(...set.lines);
		return set.end;
	};
	for (const block of paper.blocks) {
		if (block.kind === 'columns') {
			const parted = page.left + block.widths[0];
			y += space;
			space = 0;
			for (const { left, right } of block.rows)
				y = Math.max(
					add(left, { from: page.left, to: parted }, y),
					add(right, { from: parted, to: whole.to }, y),
				);
		} else if (block.kind === 'table') break;
		else if (block.kind === 'line' && /^(basis|heading|paragraph)/.test(block.part)) {
			const { line: height } = lookOf(paper, block);
			const top = y + Math.max(space, before(paper, block));
			lines.push({
				line: block,
				text: textOf(block),
				base: (top + height * 0.8) * MILLIMETRES,
				column: whole,
			});
			break;
		} else {
			const top = y + Math.max(space, before(paper, block)) - before(paper, block);
			space = after(paper, block);
			y = add([block], whole, top) - space;
		}
	}
	return lines;
};

const linesIn = (block: SetBlock): SetLine[] => {
	if (block.kind === 'columns')
		return block.rows
			.flatMap(({ left, right }) => [...left, ...right])
			.filter((piece) => piece.kind === 'line');
	if (block.kind === 'table') return [...block.head, ...block.rows.flat()];
	return block.kind === 'line' ? [block] : [];
};
/** What was read of a paper (without spaces), less the heads of tables that are repeated at the top of the next page. */
export const withoutRepeatedHeads = (paper: SetPaper, read: string): string =>
	paper.blocks.reduce((text, block) => {
		if (block.kind !== 'table') return text;
		const head = block.head.map(textOf).join('').replace(/\s/gu, '');
		const end = text.indexOf(head) + head.length;
		return text.slice(0, end) + text.slice(end).replaceAll(head, '');
	}, read);

/** All lines of a paper, in order. */
export const allLines = (paper: SetPaper): SetLine[] => paper.blocks.flatMap(linesIn);
