import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { Marks } from './domain/marking.ts';
import { type Plan, planOf } from './domain/plan.ts';
import { foldedTermsOf, type Query, withoutMarksOf } from './domain/query.ts';
import type { Spelling, Vocabulary } from './domain/spellings.ts';

/** How the words of a query are spelled in this tenant. */
export const vocabularyOf = async (
	tx: Tx,
	tenantId: string,
	folded: readonly string[],
): Promise<Vocabulary> => {
	const found = await sql<Spelling & { folded: string }>`
		select folded, term, share from search_term where tenant_id = ${tenantId} and folded = any(${sql.val(folded)}::text[])`.execute(
		tx,
	);
	const vocabulary = new Map<string, Spelling[]>();
	for (const { folded: key, term, share } of found.rows)
		vocabulary.set(key, [...(vocabulary.get(key) ?? []), { term, share }]);
	return vocabulary;
};

/** By what the documents that are found may be narrowed. */
export type Filters = {
	type?: string | undefined;
	issuer?: string | undefined;
	year?: string | undefined;
	reading?: 'read' | 'unread' | undefined;
	inForce?: boolean | undefined;
};

export type FoundPassage = {
	documentId: string;
	part: number;
	firstOrdinal: number;
	lastOrdinal: number;
	facets: string[];
	score: number;
};
export type FoundPassages = {
	passages: FoundPassage[];
	documents: number;
	clauses: number;
	isMore: boolean;
	/** What was searched for in the end: the query as typed, or without its marks when these occur nowhere. */
	query: Query;
	marks: Marks;
};

const facetsOf = (filters: Filters): string[] => [
	...(filters.type ? [`k:${filters.type}`] : []),
	...(filters.issuer ? [`i:${filters.issuer}`] : []),
	...(filters.year ? [`y:${filters.year}`] : []),
];

/** The plan of a query over the vocabulary of the tenant. */
export const makePlan = async (
	tx: Tx,
	tenantId: string,
	query: Query,
): Promise<{ plan: Plan | null; vocabulary: Vocabulary }> => {
	const vocabulary = await vocabularyOf(tx, tenantId, foldedTermsOf(query));
	return { plan: planOf(query, vocabulary), vocabulary };
};

const run = async (
	tx: Tx,
	plan: Plan,
	wanted: { filters: Filters; today: Day; most: number },
): Promise<Omit<FoundPassages, 'query' | 'marks'>> => {
	const { filters } = wanted;
	const found = await sql<FoundPassage & { documents: number; clauses: number; isMore: boolean }>`
		select document_id as "documentId", part, first_ordinal as "firstOrdinal", last_ordinal as "lastOrdinal", facets, score,
			found_documents as documents, found_passages as clauses, is_more as "isMore"
		from public.search_passages(${sql.val(plan.heads.map(({ query }) => query))}::text[], ${sql.val(plan.heads.map(({ share }) => share))}::real[],
			${sql.val(plan.bodies.map(({ query }) => query))}::text[], ${sql.val(plan.bodies.map(({ share }) => share))}::real[], 
			${sql.val(plan.loose.map(({ query }) => query))}::text[], ${sql.val(plan.loose.map(({ share }) => share))}::real[], ${plan.phrases}::text,
			${sql.val(plan.terms)}::text[], ${sql.val(plan.weights)}::real[], ${sql.val(facetsOf(filters))}::text[], ${filters.reading ?? null}::text,
			${filters.inForce ?? false}::boolean, ${wanted.today}::date, ${plan.few}::integer, ${wanted.most}::integer)`.execute(
		tx,
	);
	const [first] = found.rows;
	return {
		passages: found.rows.map(({ documentId, part, firstOrdinal, lastOrdinal, facets, score }) => ({
			documentId,
			part,
			firstOrdinal,
			lastOrdinal,
			facets,
			score,
		})),
		documents: first?.documents ?? 0,
		clauses: first?.clauses ?? 0,
		isMore: first?.isMore ?? false,
	};
};

const nothing = { passages: [], documents: 0, clauses: 0, isMore: false };
/** So few that another spelling may have been meant. */
const FEW = 3;

/**
 * The passages that match a query, best first. A query with marks is answered exactly; only when that finds next to
 * nothing, also as if it had been typed without, what is exact staying in front.
 */
export const findPassages = async (
	tx: Tx,
	tenantId: string,
	query: Query,
	wanted: { filters: Filters; today: Day; most: number },
): Promise<FoundPassages> => {
	if (query.words.length === 0) return { ...nothing, query, marks: new Map() };
	const { plan, vocabulary } = await makePlan(tx, tenantId, query);
	const exact = plan ? await run(tx, plan, wanted) : nothing;
	const marks: Marks = plan?.marks ?? new Map();
	if (!query.hasMarks || query.phrases.length > 0 || exact.passages.length >= FEW)
		return { ...exact, query, marks };
	const bare = withoutMarksOf(query);
	const widened = planOf(bare, vocabulary);
	if (!widened) return { ...exact, query, marks };
	const more = await run(tx, widened, wanted);
	const keyOf = ({ documentId, part }: FoundPassage): string => `${documentId}:${part}`;
	const there = new Set(exact.passages.map(keyOf));
	return {
		passages: [...exact.passages, ...more.passages.filter((passage) => !there.has(keyOf(passage)))],
		documents: Math.max(exact.documents, more.documents),
		clauses: Math.max(exact.clauses, more.clauses),
		isMore: more.isMore,
		query: exact.passages.length > 0 ? query : bare,
		marks: new Map([...marks, ...widened.marks]),
	};
};
