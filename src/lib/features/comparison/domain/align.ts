import { type ComparedClause, contentOf } from './compared.ts';
import { likeness, shinglesOf } from './similarity.ts';

export type RowKind = 'same' | 'changed' | 'added' | 'removed';
/** A line of the comparison: places in the two lists; null where there is nothing on that side. */
export type AlignedRow = { kind: RowKind; isMoved: boolean; old: number | null; fresh: number | null };

/** Below this two clauses are two, whatever else agrees. */
const LEAST_ALIKE = 0.35;
/** With the same place or the same heading less is enough. */
const LEAST_WITH_SUPPORT = 0.18;
/** A pair of words that so many clauses share says nothing. */
const COMMON = 40;
const CANDIDATES = 6;

type Side = {
	clauses: readonly ComparedClause[];
	contents: string[];
	pair: Int32Array;
	at: Map<string, number>;
};

const sideOf = (clauses: readonly ComparedClause[]): Side => ({
	clauses,
	contents: clauses.map(contentOf),
	pair: new Int32Array(clauses.length).fill(-1),
	at: new Map(clauses.map(({ anchor }, index) => [anchor, index])),
});

const join = (old: Side, fresh: Side, i: number, j: number): void => {
	old.pair[i] = j;
	fresh.pair[j] = i;
};

/** Same place and same words; then the same words elsewhere, in order. */
const pairEqual = (old: Side, fresh: Side): void => {
	for (const [j, clause] of fresh.clauses.entries()) {
		const i = old.at.get(clause.anchor);
		if (i !== undefined && old.clauses[i]?.kind === clause.kind && old.contents[i] === fresh.contents[j])
			join(old, fresh, i, j);
	}
	const waiting = new Map<string, number[]>();
	for (const [i, content] of old.contents.entries()) {
		if (old.pair[i] !== -1 || content === '') continue;
		const list = waiting.get(content);
		if (list) list.push(i);
		else waiting.set(content, [i]);
	}
	for (const [j, content] of fresh.contents.entries()) {
		if (fresh.pair[j] !== -1) continue;
		const i = waiting.get(content)?.shift();
		if (i !== undefined) join(old, fresh, i, j);
	}
};

/** Clauses of the old side by the pairs of words that they alone, or few, have. */
const indexShingles = (shingles: readonly (Set<string> | null)[]): Map<string, number[]> => {
	const index = new Map<string, number[]>();
	for (const [i, own] of shingles.entries())
		for (const shingle of own ?? []) {
			const list = index.get(shingle);
			if (list) list.push(i);
			else index.set(shingle, [i]);
		}
	return index;
};

const headingOf = ({ heading }: ComparedClause): string => (heading ? contentOf({ heading, text: '' }) : '');

/** The likest of what is left, best first. Chapters pair with chapters, articles with articles. */
const pairAlike = (old: Side, fresh: Side): void => {
	const oldShingles = old.contents.map((content, i) => (old.pair[i] === -1 ? shinglesOf(content) : null));
	const index = indexShingles(oldShingles);
	const found: { i: number; j: number; alike: number; score: number }[] = [];
	for (const [j, clause] of fresh.clauses.entries()) {
		if (fresh.pair[j] !== -1) continue;
		const shingles = shinglesOf(fresh.contents[j] ?? '');
		const shared = new Map<number, number>();
		for (const shingle of shingles) {
			const list = index.get(shingle);
			if (!list || list.length > COMMON) continue;
			for (const i of list) shared.set(i, (shared.get(i) ?? 0) + 1);
		}
		const sameAnchor = old.at.get(clause.anchor);
		if (sameAnchor !== undefined && old.pair[sameAnchor] === -1)
			shared.set(sameAnchor, Number.MAX_SAFE_INTEGER);
		const likely = [...shared].sort((one, other) => other[1] - one[1]).slice(0, CANDIDATES);
		for (const [i] of likely) {
			const candidate = old.clauses[i];
			if (!candidate || candidate.kind !== clause.kind) continue;
			const alike = likeness(oldShingles[i] ?? new Set(), shingles);
			const isSameHeading = headingOf(clause) !== '' && headingOf(clause) === headingOf(candidate);
			const isSamePlace = candidate.anchor === clause.anchor;
			if (alike < (isSameHeading || isSamePlace ? LEAST_WITH_SUPPORT : LEAST_ALIKE)) continue;
			found.push({ i, j, alike, score: alike + (isSameHeading ? 0.25 : 0) + (isSamePlace ? 0.15 : 0) });
		}
	}
	found.sort((one, other) => other.score - one.score || one.j - other.j || one.i - other.i);
	for (const { i, j } of found) if (old.pair[i] === -1 && fresh.pair[j] === -1) join(old, fresh, i, j);
};

/** The longest run of rising numbers, as positions in the list. */
const longestRising = (numbers: readonly number[]): Set<number> => {
	const tails: number[] = [];
	const before = new Int32Array(numbers.length).fill(-1);
	for (const [at, value] of numbers.entries()) {
		let low = 0;
		let high = tails.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((numbers[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
			else high = middle;
		}
		before[at] = low > 0 ? (tails[low - 1] ?? -1) : -1;
		tails[low] = at;
	}
	const kept = new Set<number>();
	for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) kept.add(at);
	return kept;
};

/** Articles are numbered through the whole document: which chapter holds them is no place of theirs. */
const parentOf = (side: Side, index: number): number => {
	const clause = side.clauses[index];
	if (!clause || clause.kind === 'article' || clause.parentAnchor === null) return -1;
	return side.at.get(clause.parentAnchor) ?? -1;
};

/** What left its parent, or its place among the others that stayed with the parent, has moved; what moved along has not. */
const movedOf = (old: Side, fresh: Side): Set<number> => {
	const moved = new Set<number>();
	const groups = new Map<number, number[]>();
	for (let j = 0; j < fresh.clauses.length; j++) {
		const i = fresh.pair[j] ?? -1;
		if (i === -1) continue;
		const parent = parentOf(fresh, j);
		const was = parentOf(old, i);
		if (parent === -1 ? was !== -1 : fresh.pair[parent] !== was) moved.add(j);
		else groups.set(parent, [...(groups.get(parent) ?? []), j]);
	}
	for (const group of groups.values()) {
		const kept = longestRising(group.map((j) => fresh.pair[j] ?? -1));
		for (const [at, j] of group.entries()) if (!kept.has(at)) moved.add(j);
	}
	return moved;
};

/**
 * Lays two versions of a text side by side, clause by clause: by place and words, then by likeness. In the order of the newer
 * one; what was removed stands after what it followed. No clause of either side is lost, none stands twice.
 */
export const align = (
	oldClauses: readonly ComparedClause[],
	freshClauses: readonly ComparedClause[],
): AlignedRow[] => {
	const old = sideOf(oldClauses);
	const fresh = sideOf(freshClauses);
	pairEqual(old, fresh);
	pairAlike(old, fresh);
	const moved = movedOf(old, fresh);
	const removedAfter = new Map<number, number[]>();
	let last = -1;
	for (let i = 0; i < oldClauses.length; i++) {
		const j = old.pair[i] ?? -1;
		if (j === -1) removedAfter.set(last, [...(removedAfter.get(last) ?? []), i]);
		else if (!moved.has(j)) last = j;
	}
	const rows: AlignedRow[] = [];
	const tellRemoved = (after: number): void => {
		for (const i of removedAfter.get(after) ?? [])
			rows.push({ kind: 'removed', isMoved: false, old: i, fresh: null });
	};
	tellRemoved(-1);
	for (let j = 0; j < freshClauses.length; j++) {
		const i = fresh.pair[j] ?? -1;
		if (i === -1) rows.push({ kind: 'added', isMoved: false, old: null, fresh: j });
		else
			rows.push({
				kind: old.contents[i] === fresh.contents[j] ? 'same' : 'changed',
				isMoved: moved.has(j),
				old: i,
				fresh: j,
			});
		tellRemoved(j);
	}
	return rows;
};
