import { anchorIndex, exactAnchor } from '#lib/text/clause-path.ts';
import type { Instruction } from './amendments.ts';
import type { ComparedClause } from './compared.ts';

type Fragment = Omit<ComparedClause, 'sourceId'>;
/** Takes lines of wording apart into clauses, as a document is. */
export type ParseLines = (lines: readonly string[]) => Fragment[];

/** The text after the amendments, and the orders that found no place. */
export type Amended = { clauses: ComparedClause[]; failed: Instruction[] };

const nameOf = (anchor: string): string => anchor.split('.').at(-1) ?? anchor;
const order = new Intl.Collator('vi', { numeric: true });
/** "diem-dd" is đ, which follows d. */
const sortable = (name: string): string =>
	name.replace(/^diem-dd/, 'diem-dzz').replace(/-(\d+)([a-z])/, '-$1 $2');

/** Points and numbered clauses are read below something that holds them. */
const scaffolds: Record<string, string[]> = {
	point: ['Điều 9999.', '999. x'],
	clause: ['Điều 9999.'],
	article: [],
};
const firstKind = (line: string): keyof typeof scaffolds =>
	/^(?:điều|chương|mục|phần|phụ\s+lục)\s|^[IVXLC]{1,6}\s*[.–-]/iu.test(line)
		? 'article'
		: /^\d/.test(line)
			? 'clause'
			: 'point';

const fragmentOf = (lines: readonly string[], parse: ParseLines): Fragment[] => {
	const scaffold = scaffolds[firstKind(lines[0] ?? '')] ?? [];
	const parsed = parse([...scaffold, ...lines]).filter(
		({ kind }) => kind !== 'opening' && kind !== 'closing',
	);
	const base = scaffold.length === 2 ? 'dieu-9999.khoan-999' : scaffold.length === 1 ? 'dieu-9999' : '';
	const depth = scaffold.length;
	return parsed
		.filter(({ anchor }) => base === '' || anchor.startsWith(`${base}.`))
		.map((clause) => {
			const anchor = base === '' ? clause.anchor : clause.anchor.slice(base.length + 1);
			const parent =
				clause.parentAnchor === base || base === ''
					? null
					: (clause.parentAnchor?.slice(base.length + 1) ?? null);
			return {
				...clause,
				anchor,
				parentAnchor: base === '' ? clause.parentAnchor : parent,
				depth: clause.depth - depth,
			};
		});
};

const endOf = (clauses: readonly ComparedClause[], start: number): number => {
	const depth = clauses[start]?.depth ?? 0;
	let end = start + 1;
	while (end < clauses.length && (clauses[end]?.depth ?? 0) > depth) end++;
	return end;
};

const anchorAt = (clauses: readonly ComparedClause[], path: readonly string[]): number => {
	if (path.length === 0) return -1;
	const anchor = exactAnchor(anchorIndex(clauses.map((clause) => clause.anchor)), path);
	return anchor === null ? -1 : clauses.findIndex((clause) => clause.anchor === anchor);
};

/** A subtree of the fragment in its new place. */
const placed = (
	subtree: readonly Fragment[],
	parent: ComparedClause | null,
	sourceId: string | null,
): ComparedClause[] => {
	const root = subtree[0];
	if (!root) return [];
	const isFree = root.kind === 'article' || parent === null;
	const base = isFree ? nameOf(root.anchor) : `${parent.anchor}.${nameOf(root.anchor)}`;
	const rebase = (anchor: string): string => `${base}${anchor.slice(root.anchor.length)}`;
	const lift = (parent?.depth ?? 0) + 1 - root.depth;
	return subtree.map((clause, at) => ({
		...clause,
		anchor: rebase(clause.anchor),
		parentAnchor: at === 0 ? (parent?.anchor ?? null) : rebase(clause.parentAnchor ?? ''),
		depth: clause.depth + lift,
		sourceId,
	}));
};

/** Writes one clause with what is below it over the one of the same name, or in its place among the others. */
const writeInto = (
	clauses: ComparedClause[],
	holder: readonly string[],
	subtree: readonly Fragment[],
	{ sourceId, names, after }: Instruction,
): boolean => {
	const root = subtree[0];
	if (!root) return false;
	const name = nameOf(root.anchor);
	if (names.length > 0 ? !names.includes(name) : holder.length === 0) return false;
	const isArticle = root.kind === 'article';
	const target = anchorAt(clauses, isArticle ? [name] : [...holder, name]);
	if (target >= 0) {
		const parentAnchor = clauses[target]?.parentAnchor ?? null;
		const parent = clauses.find(({ anchor }) => anchor === parentAnchor) ?? null;
		const fresh = placed(subtree, parent, sourceId);
		const end = endOf(clauses, target);
		// A heading and its introduction may be rewritten without what stands below.
		clauses.splice(target, end - target, ...fresh);
		return true;
	}
	const afterAt = after ? anchorAt(clauses, after) : -1;
	if (afterAt >= 0 && clauses[afterAt]?.kind === root.kind) {
		const parentAnchor = clauses[afterAt]?.parentAnchor ?? null;
		const parent = clauses.find(({ anchor }) => anchor === parentAnchor) ?? null;
		clauses.splice(endOf(clauses, afterAt), 0, ...placed(subtree, parent, sourceId));
		return true;
	}
	const holderAt = anchorAt(clauses, holder);
	if (!isArticle && holderAt < 0) return false;
	const from = isArticle ? 0 : holderAt + 1;
	const to = isArticle ? clauses.length : endOf(clauses, holderAt);
	let place = -1;
	let parent: ComparedClause | null = isArticle ? null : (clauses[holderAt] ?? null);
	for (let at = from; at < to; at++) {
		const clause = clauses[at];
		const isSibling =
			clause?.kind === root.kind && (isArticle || clause.parentAnchor === clauses[holderAt]?.anchor);
		if (!clause || !isSibling || order.compare(sortable(nameOf(clause.anchor)), sortable(name)) > 0) continue;
		place = endOf(clauses, at);
		if (isArticle) parent = clauses.find(({ anchor }) => anchor === clause.parentAnchor) ?? null;
	}
	if (place < 0) place = isArticle ? -1 : to;
	if (place < 0) return false;
	clauses.splice(place, 0, ...placed(subtree, parent, sourceId));
	return true;
};

const subtreesOf = (fragment: readonly Fragment[]): Fragment[][] => {
	const trees: Fragment[][] = [];
	for (const clause of fragment) {
		const open = trees.at(-1);
		if (clause.parentAnchor === null || !open) trees.push([clause]);
		else open.push(clause);
	}
	return trees;
};

const apply = (clauses: ComparedClause[], instruction: Instruction, parse: ParseLines): boolean => {
	const { act, paths, sourceId, words } = instruction;
	if (act === 'remove')
		return paths
			.map((path) => {
				const at = anchorAt(clauses, path);
				if (at >= 0) clauses.splice(at, endOf(clauses, at) - at);
				return at >= 0;
			})
			.some(Boolean);
	if (act === 'words' && words) {
		const ranges =
			paths.length === 0
				? [{ from: 0, to: clauses.length }]
				: paths.flatMap((path) => {
						const at = anchorAt(clauses, path);
						return at < 0 ? [] : [{ from: at, to: endOf(clauses, at) }];
					});
		let isFound = false;
		for (const { from, to } of ranges)
			for (let at = from; at < to; at++) {
				const clause = clauses[at];
				if (!clause) continue;
				const heading = clause.heading?.replaceAll(words.old, words.fresh) ?? null;
				const text = clause.text.replaceAll(words.old, words.fresh);
				if (heading === clause.heading && text === clause.text) continue;
				clauses[at] = { ...clause, heading, text, sourceId };
				isFound = true;
			}
		return isFound;
	}
	const fragment = fragmentOf(instruction.lines, parse);
	if (act === 'heading') {
		const at = anchorAt(clauses, paths[0] ?? []);
		const clause = clauses[at];
		const root = fragment[0];
		if (!clause || !root) return false;
		clauses[at] = { ...clause, heading: root.heading ?? root.text, sourceId };
		return true;
	}
	const trees = subtreesOf(fragment);
	if (trees.length === 0) return false;
	return trees
		.map((tree, at) => writeInto(clauses, paths[at] ?? paths.at(-1) ?? [], tree, instruction))
		.every(Boolean);
};

/**
 * The older text with the orders of the amending document carried out, one after another. An order whose place is not found
 * changes nothing and is told.
 */
export const applyAmendments = (
	old: readonly ComparedClause[],
	instructions: readonly Instruction[],
	parse: ParseLines,
): Amended => {
	let clauses = [...old];
	const failed = instructions.filter((instruction) => {
		const tried = [...clauses];
		const isDone = apply(tried, instruction, parse);
		if (isDone) clauses = tried;
		return !isDone;
	});
	return { clauses, failed };
};
