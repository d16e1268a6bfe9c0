import { sql } from 'kysely';
import { type Document, documentForReading, readableAmong } from '#lib/features/library/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { EffectBasis } from './domain/effect.ts';
import type { RelationKind } from './domain/status.ts';
import { mayRelate } from './policy.ts';
import { type DocumentStatus, statusOf } from './queries-status.server.ts';

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
