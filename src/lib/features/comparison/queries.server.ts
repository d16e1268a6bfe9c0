import {
	type Clause,
	clausesOf,
	type Document,
	documentForReading,
	parseClauses,
} from '#lib/features/library/public.server.ts';
import { doesAmend, relationsInBrief } from '#lib/features/relations/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { readInstructions } from './domain/amendments.ts';
import { applyAmendments } from './domain/apply-amendments.ts';
import { type Counts, compare, countRows, type Filter, type ShownRow, showRows } from './domain/compare.ts';
import type { ComparedClause } from './domain/compared.ts';

export const ROWS_A_PAGE = 100;

/** What is new in a document against an older one. */
export type ComparisonPage = {
	document: Document;
	/** The older document; null when there is none to compare with. */
	old: Document | null;
	/** The newer side is the older text with the amendments carried out. */
	isAmended: boolean;
	/** Orders that found no place: to be looked up in the text. */
	failed: { order: string; anchor: string }[];
	counts: Counts;
	rows: ShownRow[];
	/** The section of the newer document under which a summary of a clause is written. */
	sectionOf: Record<string, string>;
	filter: Filter;
	page: number;
};

const compared = (clauses: readonly Clause[], isFresh: boolean): ComparedClause[] => {
	const anchors = new Map(clauses.map(({ id, anchor }) => [id, anchor]));
	return clauses.map(({ id, parentId, anchor, kind, label, heading, text, depth }) => ({
		anchor,
		parentAnchor: parentId === null ? null : (anchors.get(parentId) ?? null),
		kind,
		label,
		heading,
		text,
		depth,
		sourceId: isFresh ? id : null,
	}));
};

const parse = (lines: readonly string[]) => parseClauses(lines.map((text) => ({ text })));

/**
 * Compares a document with an older one, for somebody who may read both. Without `oldId` with the one that it replaces or
 * amends.
 * @throws Failure missing
 */
export const comparisonPageOf = async (
	tx: Tx,
	actor: Actor,
	wanted: { documentId: string; oldId?: string | undefined; filter: Filter; page: number },
): Promise<ComparisonPage> => {
	const document = await documentForReading(tx, actor, wanted.documentId);
	const oldId = wanted.oldId || (await relationsInBrief(tx, actor, document.id)).comparable?.id;
	const none: Counts = { changes: 0, changed: 0, added: 0, removed: 0, moved: 0, all: 0 };
	if (!oldId)
		return {
			document,
			old: null,
			isAmended: false,
			failed: [],
			counts: none,
			rows: [],
			sectionOf: {},
			filter: wanted.filter,
			page: 1,
		};
	const old = await documentForReading(tx, actor, oldId);
	const clauses = await clausesOf(tx, actor.tenantId, document.id);
	const before = compared(await clausesOf(tx, actor.tenantId, old.id), false);
	const own = compared(clauses, true);
	const instructions = (await doesAmend(tx, actor.tenantId, document.id, old.id))
		? readInstructions(own, old.number ?? '')
		: [];
	const amended = instructions.length > 0 ? applyAmendments(before, instructions, parse) : null;
	const comparison = compare(before, amended?.clauses ?? own);
	const counts = countRows(comparison);
	const pages = Math.max(1, Math.ceil(counts[wanted.filter] / ROWS_A_PAGE));
	const page = Math.min(Math.max(1, wanted.page), pages);
	const anchorOf = new Map(clauses.map(({ id, anchor }) => [id, anchor]));
	const first = clauses.find(({ isSection }) => isSection)?.id ?? '';
	const rows = showRows(comparison, wanted.filter, { from: (page - 1) * ROWS_A_PAGE, count: ROWS_A_PAGE });
	const sections = new Map(clauses.map(({ id, sectionId }) => [id, sectionId]));
	return {
		document,
		old,
		isAmended: amended !== null,
		failed: (amended?.failed ?? []).map(({ order, sourceId }) => ({
			order,
			anchor: anchorOf.get(sourceId ?? '') ?? '',
		})),
		counts,
		rows,
		sectionOf: Object.fromEntries(
			rows.map(({ sourceId }) => [sourceId ?? '', sections.get(sourceId ?? '') ?? first]),
		),
		filter: wanted.filter,
		page,
	};
};
