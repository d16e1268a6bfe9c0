import { sql } from 'kysely';
import { type Document, documentForReading, readableAmong } from '#lib/features/library/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { EffectBasis } from './domain/effect.ts';
import { type RelationKind, type StatusState, statusOn } from './domain/status.ts';
import { mayRelate } from './policy.ts';

/** A citation as a link in the text of a clause. */
export type CitationLink = {
	clauseId: string;
	inHeading: boolean;
	start: number;
	end: number;
	href: string;
	/** What one gets to know before following it: the cited document's title, or that it is not there yet. */
	title: string;
	isMissing: boolean;
};

type LinkRow = {
	clauseId: string;
	inHeading: boolean;
	start: number;
	end: number;
	wantedKey: string | null;
	targetId: string | null;
	targetAnchor: string | null;
	targetTitle: string | null;
};

export const missingHref = (key: string): string =>
	`/van-ban/con-thieu?khoa=${encodeURIComponent(key)}#${encodeURIComponent(key)}`;

/** The links of a document's text: to cited documents that the actor may read, to clauses of its own, to cards that wait. */
export const citationLinksOf = async (tx: Tx, actor: Actor, documentId: string): Promise<CitationLink[]> => {
	const { rows } = await sql<LinkRow>`
		select c.clause_id as "clauseId", c.in_heading as "inHeading", c.starts as start, c.ends as end, c.wanted_key as "wantedKey",
			c.target_id as "targetId", c.target_anchor as "targetAnchor", t.title as "targetTitle"
		from citation c
		left join document t on t.tenant_id = c.tenant_id and t.id = c.target_id
		where c.tenant_id = ${actor.tenantId} and c.document_id = ${documentId} order by c.clause_id, c.starts`.execute(
		tx,
	);
	const readable = await readableAmong(
		tx,
		actor,
		rows.flatMap(({ wantedKey, targetId }) => (wantedKey && targetId ? [targetId] : [])),
	);
	return rows.flatMap(({ wantedKey, targetId, targetAnchor, targetTitle, ...place }): CitationLink[] => {
		const anchor = targetAnchor ? `#${targetAnchor}` : '';
		if (wantedKey === null) return anchor ? [{ ...place, href: anchor, title: '', isMissing: false }] : [];
		if (targetId === null) return [{ ...place, href: missingHref(wantedKey), title: '', isMissing: true }];
		// What one may not read is not pointed to.
		return readable.has(targetId)
			? [{ ...place, href: `/van-ban/${targetId}${anchor}`, title: targetTitle ?? '', isMissing: false }]
			: [];
	});
};

/** Where a document stands today, and by which document it came so; `href` only for those who may read that one. */
export type DocumentStatus = {
	state: StatusState;
	since: Day | null;
	how: RelationKind | 'term' | null;
	by: { id: string; typeName: string; number: string | null; href: string } | null;
};

type EffectRow = { id: string; from: Day | null; until: Day | null };
type ActingRow = {
	targetId: string;
	kind: RelationKind;
	scope: 'whole' | 'part';
	effectiveOn: Day | null;
	actingFrom: Day | null;
	by: string;
	typeName: string;
	number: string | null;
};

/** The status of documents on a day. What has not been read yet is `unknown`. */
export const statusOf = async (
	tx: Tx,
	actor: Actor,
	ids: readonly string[],
	today: Day,
): Promise<Map<string, DocumentStatus>> => {
	if (ids.length === 0) return new Map();
	const wanted = `{${[...new Set(ids)].join(',')}}`;
	const effects = await sql<EffectRow>`
		select document_id as id, in_force_from as from, in_force_until as until from document_effect
		where tenant_id = ${actor.tenantId} and document_id = any(${wanted}::uuid[])`.execute(tx);
	const acting = await sql<ActingRow>`
		select r.target_id as "targetId", r.kind, r.scope, r.effective_on as "effectiveOn", coalesce(e.in_force_from, a.issued_on) as "actingFrom",
			a.id as by, a.type_name as "typeName", a.number
		from document_relation r
		join document a on a.tenant_id = r.tenant_id and a.id = r.document_id
		left join document_effect e on e.tenant_id = r.tenant_id and e.document_id = r.document_id
		where r.tenant_id = ${actor.tenantId} and r.target_id = any(${wanted}::uuid[]) and r.state = 'confirmed'
			and r.kind in ('amends', 'replaces', 'repeals')`.execute(tx);
	const readable = await readableAmong(
		tx,
		actor,
		acting.rows.map(({ by }) => by),
	);
	const effectOf = new Map(effects.rows.map((row) => [row.id, row]));
	return new Map(
		[...new Set(ids)].map((id): [string, DocumentStatus] => {
			const relations = acting.rows.filter(({ targetId }) => targetId === id);
			const status = statusOn(effectOf.get(id) ?? { from: null, until: null }, relations, today);
			const by = relations.find((relation) => relation.by === status.by && readable.has(relation.by));
			return [
				id,
				{
					state: status.state,
					since: status.since,
					how: status.how,
					by: by ? { id: by.by, typeName: by.typeName, number: by.number, href: `/van-ban/${by.by}` } : null,
				},
			];
		}),
	);
};

export type ListedRelation = {
	id: string;
	kind: RelationKind;
	scope: 'whole' | 'part';
	state: 'suggested' | 'confirmed' | 'refused';
	origin: 'text' | 'person';
	confidence: number;
	reason: string;
	reasonAnchor: string | null;
	effectiveOn: Day | null;
	/** The other document: as the text names it, and the document itself where it is there and may be read. */
	words: string;
	key: string;
	other: { id: string; typeName: string; number: string | null; title: string } | null;
};

type RelationRow = Omit<ListedRelation, 'other'> & {
	otherId: string | null;
	otherType: string | null;
	otherNumber: string | null;
	otherTitle: string | null;
};

/** Everything that the page of a document's relations shows. */
export type RelationsPage = {
	document: Document;
	status: DocumentStatus;
	effect: {
		from: Day | null;
		until: Day | null;
		basis: EffectBasis | 'person';
		reason: string;
		anchor: string | null;
	} | null;
	/** From this document to others; and from others to this one, as far as they are confirmed and may be read. */
	outgoing: ListedRelation[];
	incoming: ListedRelation[];
	mayRelate: boolean;
};

const relationColumns = sql`r.id, r.kind, r.scope, r.state, r.origin, r.confidence, r.reason, r.reason_anchor as "reasonAnchor", r.effective_on as "effectiveOn",
	r.target_words as words, r.target_key as key, o.id as "otherId", o.type_name as "otherType", o.number as "otherNumber", o.title as "otherTitle"`;

const listed = (
	{ otherId, otherType, otherNumber, otherTitle, ...row }: RelationRow,
	readable: Set<string>,
): ListedRelation => ({
	...row,
	other:
		otherId && readable.has(otherId)
			? { id: otherId, typeName: otherType ?? '', number: otherNumber, title: otherTitle ?? '' }
			: null,
});

/**
 * How a document stands to others, for somebody who may read it.
 * @throws Failure missing
 */
export const relationsPageOf = async (
	tx: Tx,
	actor: Actor,
	documentId: string,
	today: Day,
): Promise<RelationsPage> => {
	const document = await documentForReading(tx, actor, documentId);
	const tenant = actor.tenantId;
	const may = mayRelate(actor, document.unitId).allowed;
	const outgoing = await sql<RelationRow>`
		select ${relationColumns} from document_relation r
		left join document o on o.tenant_id = r.tenant_id and o.id = r.target_id
		where r.tenant_id = ${tenant} and r.document_id = ${document.id} and (${may} or r.state = 'confirmed')
		order by array_position(array['amends', 'replaces', 'repeals', 'corrects', 'implements', 'guides', 'based_on'], r.kind), r.confidence desc, r.target_words`.execute(
		tx,
	);
	const incoming = await sql<RelationRow>`
		select ${relationColumns} from document_relation r
		join document o on o.tenant_id = r.tenant_id and o.id = r.document_id
		where r.tenant_id = ${tenant} and r.target_id = ${document.id} and r.state = 'confirmed'
		order by o.issued_on desc nulls last, o.id limit 200`.execute(tx);
	const readable = await readableAmong(
		tx,
		actor,
		[...outgoing.rows, ...incoming.rows].flatMap(({ otherId }) => (otherId ? [otherId] : [])),
	);
	const effect = await sql<NonNullable<RelationsPage['effect']>>`
		select in_force_from as from, in_force_until as until, basis, reason, reason_anchor as anchor from document_effect
		where tenant_id = ${tenant} and document_id = ${document.id}`.execute(tx);
	const status = await statusOf(tx, actor, [document.id], today);
	return {
		document,
		status: status.get(document.id) ?? { state: 'unknown', since: null, how: null, by: null },
		effect: effect.rows[0] ?? null,
		outgoing: outgoing.rows.map((row) => listed(row, readable)),
		incoming: incoming.rows.map((row) => listed(row, readable)).filter(({ other }) => other !== null),
		mayRelate: may,
	};
};

/** What the reader's page says of a document's relations: how many wait for a decision, and with which it can be compared. */
export type RelationsInBrief = {
	waiting: number;
	comparable: { id: string; typeName: string; number: string | null } | null;
};

export const relationsInBrief = async (
	tx: Tx,
	actor: Actor,
	documentId: string,
): Promise<RelationsInBrief> => {
	const { rows } = await sql<{ waiting: number; id: string | null; typeName: string; number: string | null }>`
		select count(*) filter (where r.state = 'suggested')::int as waiting,
			(array_agg(o.id order by array_position(array['replaces', 'amends'], r.kind)) filter (where r.kind in ('replaces', 'amends') and r.state <> 'refused' and o.id is not null))[1] as id
		from document_relation r
		left join document o on o.tenant_id = r.tenant_id and o.id = r.target_id
		where r.tenant_id = ${actor.tenantId} and r.document_id = ${documentId}`.execute(tx);
	const id = rows[0]?.id ?? null;
	const readable = id ? await readableAmong(tx, actor, [id]) : new Set<string>();
	const named =
		id && readable.has(id)
			? await sql<{ id: string; typeName: string; number: string | null }>`
				select id, type_name as "typeName", number from document where tenant_id = ${actor.tenantId} and id = ${id}`.execute(
					tx,
				)
			: null;
	return { waiting: rows[0]?.waiting ?? 0, comparable: named?.rows[0] ?? null };
};

/** Does the one document amend the other, by what the text says or a person entered? */
export const doesAmend = async (
	tx: Tx,
	tenantId: string,
	documentId: string,
	targetId: string,
): Promise<boolean> => {
	const { rows } = await sql<{ amends: boolean }>`
		select exists (select from document_relation where tenant_id = ${tenantId} and document_id = ${documentId} and target_id = ${targetId}
			and kind = 'amends' and state <> 'refused') as amends`.execute(tx);
	return rows[0]?.amends ?? false;
};
