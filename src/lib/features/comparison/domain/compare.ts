import { type AlignedRow, align, type RowKind } from './align.ts';
import { type ComparedClause, wordsOf } from './compared.ts';
import { placeWords } from './place.ts';
import { type Change, type Piece, wordDifferences } from './word-differences.ts';

export type Filter = 'changes' | 'changed' | 'added' | 'removed' | 'moved' | 'all';
export type Counts = Record<Filter, number>;

/** One side of a row: where it stands, its label as printed, its words with the changed ones marked. */
export type ShownSide = { anchor: string; place: string; label: string; pieces: Piece[] };
/** A row as the page shows it. */
export type ShownRow = {
	/** The number of the change on the page's list, for going from one to the next. */
	number: number;
	kind: RowKind;
	isMoved: boolean;
	old: ShownSide | null;
	fresh: ShownSide | null;
	changes: Change[];
	/** The clause of the newer document to which what is written about the row belongs. */
	sourceId: string | null;
};

/** Head and signature differ in every two documents; they are shown with the whole text only. */
const isFrame = ({ kind }: ComparedClause): boolean => kind === 'opening' || kind === 'closing';

export type Comparison = {
	old: readonly ComparedClause[];
	fresh: readonly ComparedClause[];
	rows: AlignedRow[];
};

export const compare = (old: readonly ComparedClause[], fresh: readonly ComparedClause[]): Comparison => ({
	old,
	fresh,
	rows: align(old, fresh),
});

const clauseOf = ({ old, fresh }: Comparison, row: AlignedRow): ComparedClause | undefined =>
	row.fresh === null ? old[row.old ?? -1] : fresh[row.fresh];

const passes = (comparison: Comparison, row: AlignedRow, filter: Filter): boolean => {
	if (filter === 'all') return true;
	const clause = clauseOf(comparison, row);
	if (!clause || isFrame(clause)) return false;
	if (filter === 'changes') return row.kind !== 'same' || row.isMoved;
	return filter === 'moved' ? row.isMoved : row.kind === filter;
};

/** How many rows each view has. */
export const countRows = (comparison: Comparison): Counts => {
	const counts: Counts = { changes: 0, changed: 0, added: 0, removed: 0, moved: 0, all: 0 };
	for (const filter of Object.keys(counts) as Filter[])
		counts[filter] = comparison.rows.filter((row) => passes(comparison, row, filter)).length;
	return counts;
};

const sideOf = (clause: ComparedClause, pieces: Piece[]): ShownSide => ({
	anchor: clause.anchor,
	place: placeWords(clause.anchor),
	label: clause.label,
	pieces,
});
const whole = (clause: ComparedClause, isChanged: boolean): ShownSide =>
	sideOf(clause, [{ words: wordsOf(clause), isChanged }]);

/** The rows of one page of a view, with their changed words; words are compared only for what is shown. */
export const showRows = (
	comparison: Comparison,
	filter: Filter,
	{ from, count }: { from: number; count: number },
): ShownRow[] => {
	const { old, fresh, rows } = comparison;
	let sourceId: string | null = null;
	const sources = rows.map((row) => {
		sourceId = (row.fresh === null ? null : fresh[row.fresh]?.sourceId) ?? sourceId;
		return sourceId;
	});
	return rows
		.map((row, at) => ({ row, sourceId: sources[at] ?? null }))
		.filter(({ row }) => passes(comparison, row, filter))
		.slice(from, from + count)
		.map(({ row, sourceId: source }, at): ShownRow => {
			const before = row.old === null ? null : (old[row.old] ?? null);
			const after = row.fresh === null ? null : (fresh[row.fresh] ?? null);
			const base = { number: from + at + 1, kind: row.kind, isMoved: row.isMoved, sourceId: source };
			if (before && after && row.kind === 'changed') {
				const found = wordDifferences(wordsOf(before), wordsOf(after));
				return {
					...base,
					old: sideOf(before, found.old),
					fresh: sideOf(after, found.fresh),
					changes: found.changes,
				};
			}
			return {
				...base,
				old: before && whole(before, false),
				fresh: after && whole(after, false),
				changes: [],
			};
		});
};
