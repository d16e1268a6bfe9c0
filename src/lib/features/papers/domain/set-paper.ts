import type { PartLook, PartName } from './layout.ts';
import type { Run } from './paper.ts';

/** A paragraph of one part; a line break in its text begins a new line. */
export type SetLine = {
	kind: 'line';
	part: PartName;
	runs: readonly Run[];
	/** Stays on one page with what follows. */
	keep?: boolean;
	/** In place of what the part says. */
	align?: PartLook['align'];
};
/** A thin line in the middle of its column. Its length in millimetres, spaces in points. */
export type SetRule = { kind: 'rule'; length: number; before: number; after: number };
/** Empty height, in points. */
export type SetGap = { kind: 'gap'; height: number };
/** A code that a phone reads, row by row: '1' is a dark square. Its side in millimetres. */
export type SetCode = { kind: 'code'; squares: readonly string[]; size: number };
export type SetPiece = SetLine | SetRule | SetGap | SetCode;

/** Two columns side by side, row by row, without lines; never parted by the end of a page. Widths in millimetres. */
export type SetColumns = {
	kind: 'columns';
	widths: readonly [number, number];
	rows: readonly { left: readonly SetPiece[]; right: readonly SetPiece[] }[];
	/** Stays on one page with what follows. */
	keep?: boolean;
};
/** A ruled table whose head is repeated on each page. */
export type SetTable = {
	kind: 'table';
	widths: readonly number[];
	head: readonly SetLine[];
	rows: readonly (readonly SetLine[])[];
};
export type SetBlock = SetPiece | SetColumns | SetTable;

/** A paper set out by a layout: what stands where, in which look. Both writers follow it and decide nothing. */
export type SetPaper = {
	page: { width: number; height: number; top: number; bottom: number; left: number; right: number };
	font: string;
	language: 'vi';
	title: string;
	author: string;
	/** How far below the upper edge page numbers (from the second page on) and a mark in the corner of the first begin. */
	fromTop: number;
	corner: SetLine | null;
	parts: Record<PartName, PartLook>;
	blocks: readonly SetBlock[];
};

/** The side of a code, and how far what is said of it stands from its left edge, in millimetres. */
export const CODE = { size: 28, beside: 34 } as const;
export const TABLE = { border: 0.5, sides: 1.5, ends: 2 } as const;
