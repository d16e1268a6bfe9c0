import { sql } from 'kysely';
import { type Document, documentsForReading } from '#lib/features/library/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, ownUnits } from '#lib/shared/actor.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { mayDisposeOfCollection, mayKeepCollection, maySeeCollection } from './policy.ts';

/** A collection as a list shows it. */
export type ListedCollection = {
	id: string;
	name: string;
	purpose: string;
	isShared: boolean;
	isOwn: boolean;
	ownerName: string;
	unitId: string;
	ownerId: string;
	items: number;
	changedAt: Date;
};

const columns = (
	actor: Actor,
) => sql`c.id, c.name, c.purpose, c.is_shared as "isShared", c.unit_id as "unitId", c.owner_id as "ownerId",
	c.owner_id = ${actor.personId} as "isOwn", p.full_name as "ownerName", c.changed_at as "changedAt",
	(select count(*)::int from collection_item i where i.tenant_id = c.tenant_id and i.collection_id = c.id and i.removed_at is null) as items`;

/** The actor's own collections and those shared in their units, the last changed first. */
export const collectionsOf = async (tx: Tx, actor: Actor): Promise<ListedCollection[]> => {
	const found = await sql<ListedCollection>`
		select ${columns(actor)} from collection c
		join person p on p.tenant_id = c.tenant_id and p.id = c.owner_id
		where c.tenant_id = ${actor.tenantId} and c.removed_at is null
			and (c.owner_id = ${actor.personId} or (c.is_shared and c.unit_id = any (${`{${ownUnits(actor).join(',')}}`}::text::uuid[])))
		order by c.changed_at desc, c.id limit 500`.execute(tx);
	return found.rows;
};

/** Those of them into which the actor may put something. */
export const collectionsToFill = async (tx: Tx, actor: Actor): Promise<ListedCollection[]> =>
	(await collectionsOf(tx, actor)).filter((collection) => mayKeepCollection(actor, collection).allowed);

/** An item with its document, and its clause when it is one. */
export type CollectionItem = {
	id: string;
	note: string;
	document: Document;
	clause: { anchor: string; name: string; text: string } | null;
};
export type CollectionPage = {
	collection: ListedCollection;
	items: CollectionItem[];
	/** Items whose documents the actor may not read. */
	hidden: number;
	powers: { keep: boolean; dispose: boolean };
};

type ItemRow = { id: string; note: string; documentId: string; clause: CollectionItem['clause'] };

/**
 * A collection with the items whose documents the actor may read.
 * @throws Failure missing
 */
export const collectionPageOf = async (
	tx: Tx,
	actor: Actor,
	collectionId: string,
): Promise<CollectionPage> => {
	if (!uuidPattern.test(collectionId)) throw missing('failure_not_found');
	const found = await sql<ListedCollection>`
		select ${columns(actor)} from collection c
		join person p on p.tenant_id = c.tenant_id and p.id = c.owner_id
		where c.tenant_id = ${actor.tenantId} and c.id = ${collectionId} and c.removed_at is null`.execute(tx);
	const collection = found.rows[0];
	if (!collection || !maySeeCollection(actor, collection).allowed) throw missing('failure_not_found');
	const rows = await sql<ItemRow>`
		select i.id, i.note, i.document_id as "documentId",
			case when l.id is null then null else jsonb_build_object('anchor', l.anchor, 'text', left(l.text, 300),
				'name', coalesce(nullif(trim(concat_ws(' ', nullif(l.label, ''), l.heading)), ''), left(l.text, 60))) end as clause
		from collection_item i
		left join clause l on l.tenant_id = i.tenant_id and l.id = i.clause_id
		where i.tenant_id = ${actor.tenantId} and i.collection_id = ${collection.id} and i.removed_at is null
		order by i.position, i.id`.execute(tx);
	const documents = new Map(
		(
			await documentsForReading(
				tx,
				actor,
				rows.rows.map(({ documentId }) => documentId),
			)
		).map((document) => [document.id, document]),
	);
	const items = rows.rows.flatMap(({ documentId, ...item }) => {
		const document = documents.get(documentId);
		return document ? [{ ...item, document }] : [];
	});
	return {
		collection,
		items,
		hidden: rows.rows.length - items.length,
		powers: {
			keep: mayKeepCollection(actor, collection).allowed,
			dispose: mayDisposeOfCollection(actor, collection).allowed,
		},
	};
};

/** What is about to be put into a collection: documents the actor may read, or a clause of the one. */
export const toAdd = async (
	tx: Tx,
	actor: Actor,
	wanted: { documentIds: readonly string[]; anchor?: string | undefined },
): Promise<{ documents: Document[]; clause: { id: string; name: string } | null }> => {
	const documents = await documentsForReading(tx, actor, wanted.documentIds.slice(0, 100));
	if (documents.length === 0) throw missing('failure_not_found');
	const [only] = documents;
	const clause =
		wanted.anchor && only && documents.length === 1
			? ((
					await sql<{ id: string; name: string }>`
					select id, coalesce(nullif(trim(concat_ws(' ', nullif(label, ''), heading)), ''), left(text, 60)) as name from clause
					where tenant_id = ${actor.tenantId} and document_id = ${only.id} and anchor = ${wanted.anchor}`.execute(
						tx,
					)
				).rows[0] ?? null)
			: null;
	return { documents, clause };
};
