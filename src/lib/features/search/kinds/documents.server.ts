import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { excerptOf, type Marks, markAll } from '../domain/marking.ts';
import type { FoundPassage } from '../find.server.ts';
import type { Hit, Kind, Seeking } from './kind.ts';

type Head = {
	id: string;
	typeName: string;
	number: string | null;
	title: string;
	issuer: string | null;
	issuedOn: Day | null;
	state: string;
};

const list = (ids: readonly string[]): string => `{${[...new Set(ids)].join(',')}}`;

const headsOf = async (tx: Tx, tenantId: string, ids: readonly string[]): Promise<Map<string, Head>> => {
	const found = await sql<Head>`
		select id, type_name as "typeName", number, title, issuer, issued_on as "issuedOn", state from document
		where tenant_id = ${tenantId} and id = any(${list(ids)}::text::uuid[])`.execute(tx);
	return new Map(found.rows.map((row) => [row.id, row]));
};

type ClauseText = {
	documentId: string;
	ordinal: number;
	anchor: string;
	label: string;
	heading: string | null;
	text: string;
};

/** The clauses of which passages are made, by document. */
const clausesOfPassages = async (
	tx: Tx,
	tenantId: string,
	passages: readonly FoundPassage[],
): Promise<ClauseText[]> => {
	if (passages.length === 0) return [];
	const places = passages.map(({ documentId, firstOrdinal, lastOrdinal }) => ({
		d: documentId,
		a: firstOrdinal,
		b: lastOrdinal,
	}));
	const found = await sql<ClauseText>`
		select c.document_id as "documentId", c.ordinal, c.anchor, c.label, c.heading, c.text
		from jsonb_to_recordset(${JSON.stringify(places)}::text::jsonb) as x(d uuid, a int, b int)
		join clause c on c.tenant_id = ${tenantId} and c.document_id = x.d and c.ordinal between x.a and x.b`.execute(
		tx,
	);
	return found.rows;
};

const passageOf = (passage: FoundPassage, clauses: readonly ClauseText[], marks: Marks): Hit['passage'] => {
	const own = clauses.filter(
		({ documentId, ordinal }) =>
			documentId === passage.documentId && ordinal >= passage.firstOrdinal && ordinal <= passage.lastOrdinal,
	);
	let best: { clause: ClauseText; excerpt: ReturnType<typeof excerptOf> } | null = null;
	for (const clause of own) {
		const text =
			clause.heading && clause.text !== clause.heading
				? [clause.heading, clause.text].join('. ')
				: clause.text;
		const excerpt = excerptOf(text, marks);
		if (!best || excerpt.worth > best.excerpt.worth) best = { clause, excerpt };
	}
	if (!best || best.excerpt.worth === 0) return null;
	return {
		href: `/van-ban/${passage.documentId}#${best.clause.anchor}`,
		label: best.clause.label,
		pieces: best.excerpt.pieces,
	};
};

const factsOf = (head: Head): Hit['facts'] => ({
	typeName: head.typeName,
	number: head.number,
	issuer: head.issuer,
	issuedOn: head.issuedOn,
	state: head.state,
});

/** Documents by their best passage; when that lies in the text, the place is shown below the title. */
export const documentKind: Kind<'document'> = {
	key: 'document',
	isFiltered: true,
	find: async (seeking: Seeking, from, count) => {
		const found = await seeking.passages();
		const best = new Map<string, { first: FoundPassage; inText: FoundPassage | null }>();
		for (const passage of found.passages) {
			const known = best.get(passage.documentId);
			if (!known) best.set(passage.documentId, { first: passage, inText: passage.part > 0 ? passage : null });
			else known.inText ??= passage.part > 0 ? passage : null;
		}
		const shown = [...best.values()].slice(from, from + count);
		const { tx, actor } = seeking;
		const heads = await headsOf(
			tx,
			actor.tenantId,
			shown.map(({ first }) => first.documentId),
		);
		const texts = shown.map(({ inText }) => inText).filter((passage) => passage !== null);
		const clauses = await clausesOfPassages(tx, actor.tenantId, texts);
		const hits = shown.flatMap(({ first, inText }): Hit[] => {
			const head = heads.get(first.documentId);
			if (!head) return [];
			return [
				{
					id: head.id,
					href: `/van-ban/${head.id}`,
					title: markAll(head.title, found.marks),
					facts: factsOf(head),
					passage: inText ? passageOf(inText, clauses, found.marks) : null,
					score: first.score,
				},
			];
		});
		return { hits, found: Math.max(found.documents, best.size), isMore: found.isMore };
	},
};

/** Places in the text of documents, each with its link. */
export const clauseKind: Kind<'clause'> = {
	key: 'clause',
	isFiltered: true,
	find: async (seeking: Seeking, from, count) => {
		const found = await seeking.passages();
		const shown = found.passages.filter(({ part }) => part > 0).slice(from, from + count);
		const { tx, actor } = seeking;
		const heads = await headsOf(
			tx,
			actor.tenantId,
			shown.map(({ documentId }) => documentId),
		);
		const clauses = await clausesOfPassages(tx, actor.tenantId, shown);
		const hits = shown.flatMap((passage): Hit[] => {
			const head = heads.get(passage.documentId);
			const place = passageOf(passage, clauses, found.marks);
			if (!head || !place) return [];
			return [
				{
					id: `${passage.documentId}:${passage.part}`,
					href: place.href,
					title: [{ text: head.title, hit: false }],
					facts: factsOf(head),
					passage: place,
					score: passage.score,
				},
			];
		});
		return { hits, found: found.clauses, isMore: found.isMore };
	},
};
