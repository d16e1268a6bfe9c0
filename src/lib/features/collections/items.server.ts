import { sql } from 'kysely';
import { documentsForReading } from '#lib/features/library/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { conflict, invalid, missing } from '#lib/shared/failures.ts';
import { insertCollection } from './commands.server.ts';
import { placedBefore, stepped } from './domain/order.ts';
import { mayKeepCollection } from './policy.ts';
import { keptCollection, noteChanged, tellOfCollection } from './records.server.ts';
import { AddItemsInput, ItemInput, NoteItemInput, PlaceItemInput, StepItemInput } from './schema.ts';

/** A list longer than this is no list any more; it also bounds an export. */
const MOST_ITEMS = 300;

/** Those of the clauses that are part of the document. */
const clauseOf = async (
	{ tx, actor }: CommandContext,
	documentId: string,
	clauseId: string,
): Promise<string> => {
	const clause = await tx
		.selectFrom('clause')
		.select('id')
		.where('tenant_id', '=', actor.tenantId)
		.where('document_id', '=', documentId)
		.where('id', '=', clauseId)
		.executeTakeFirst();
	if (!clause) throw missing('failure_not_found');
	return clause.id;
};

/**
 * Puts documents, or a clause of one, at the end of a collection or of a new one. What is in it already stays where it
 * is and is not doubled.
 * @returns the collection, and how many were added
 */
export const addItems = command('collection.add', AddItemsInput, async (context, input) => {
	const { tx, actor, now, personId } = context;
	if (!input.collectionId && !input.name)
		throw invalid([{ path: 'name', message: sayKey('issue_collection_choose') }]);
	const documents = await documentsForReading(tx, actor, input.documentIds);
	if (documents.length !== new Set(input.documentIds).size) throw missing('failure_not_found');
	const collection = input.collectionId
		? await keptCollection(context, input.collectionId)
		: await insertCollection(context, { unitId: input.unitId, name: input.name ?? '', purpose: '' });
	context.permit(mayKeepCollection(actor, collection));
	const [only] = documents;
	const clauseId = input.clauseId && only ? await clauseOf(context, only.id, input.clauseId) : null;
	const there = await tx
		.selectFrom('collection_item')
		.select(['document_id', 'clause_id', 'position'])
		.where('tenant_id', '=', actor.tenantId)
		.where('collection_id', '=', collection.id)
		.where('removed_at', 'is', null)
		.execute();
	const isThere = (documentId: string): boolean =>
		there.some((item) => item.document_id === documentId && item.clause_id === clauseId);
	const added = documents.filter(({ id }) => !isThere(id));
	if (there.length + added.length > MOST_ITEMS)
		throw conflict('failure_collection_full', { most: MOST_ITEMS });
	const last = Math.max(0, ...there.map(({ position }) => position));
	if (added.length > 0) {
		await tx
			.insertInto('collection_item')
			.values(
				added.map(({ id }, index) => ({
					tenant_id: actor.tenantId,
					id: context.newId(),
					collection_id: collection.id,
					document_id: id,
					clause_id: clauseId,
					position: last + index + 1,
					note: input.note,
					owner_id: collection.ownerId,
					is_shared: collection.isShared,
					added_by: personId,
					added_at: now,
				})),
			)
			.execute();
	}
	await noteChanged(context, collection.id);
	await tellOfCollection(context, 'added', collection, { after: { documents: added.map(({ id }) => id) } });
	return { collectionId: collection.id, added: added.length };
});

/** An item and its collection, for somebody who may keep it. */
const keptItem = async (context: CommandContext, itemId: string) => {
	const { tx, actor } = context;
	const item = await tx
		.selectFrom('collection_item')
		.select(['id', 'collection_id', 'document_id', 'note'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', itemId)
		.executeTakeFirst();
	if (!item) throw missing('failure_not_found');
	const collection = await keptCollection(context, item.collection_id);
	context.permit(mayKeepCollection(actor, collection));
	return { item, collection };
};

/** Writes the word that stands with an item. */
export const noteItem = command('collection.note_item', NoteItemInput, async (context, input) => {
	const { item, collection } = await keptItem(context, input.itemId);
	await context.tx
		.updateTable('collection_item')
		.set({ note: input.note })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', item.id)
		.execute();
	await noteChanged(context, collection.id);
	await tellOfCollection(context, 'item_noted', collection, {
		documentId: item.document_id,
		before: { note: item.note },
		after: { note: input.note },
	});
	return { collectionId: collection.id };
});

/** Sets the items of a collection in a new order. */
const reorder = async (context: CommandContext, itemId: string, next: (order: string[]) => string[]) => {
	const { tx, actor } = context;
	const { item, collection } = await keptItem(context, itemId);
	const rows = await tx
		.selectFrom('collection_item')
		.select('id')
		.where('tenant_id', '=', actor.tenantId)
		.where('collection_id', '=', collection.id)
		.where('removed_at', 'is', null)
		.orderBy('position')
		.orderBy('id')
		.execute();
	const order = next(rows.map(({ id }) => id));
	await sql`
		update collection_item i set position = o.place::int
		from unnest(${`{${order.join(',')}}`}::text::uuid[]) with ordinality as o(id, place)
		where i.tenant_id = ${actor.tenantId} and i.collection_id = ${collection.id} and i.id = o.id and i.position <> o.place`.execute(
		tx,
	);
	await noteChanged(context, collection.id);
	await tellOfCollection(context, 'ordered', collection, {
		documentId: item.document_id,
		after: { place: order.indexOf(item.id) + 1 },
	});
	return { collectionId: collection.id };
};

/** One place up or down. */
export const stepItem = command('collection.step_item', StepItemInput, (context, input) =>
	reorder(context, input.itemId, (order) => stepped(order, input.itemId, input.step)),
);

/** Before another item, or last: where it was dropped. */
export const placeItem = command('collection.place_item', PlaceItemInput, (context, input) =>
	reorder(context, input.itemId, (order) => placedBefore(order, input.itemId, input.beforeItemId ?? null)),
);

const setItemRemoved = async (context: CommandContext, itemId: string, removedAt: Date | null) => {
	const { item, collection } = await keptItem(context, itemId);
	await context.tx
		.updateTable('collection_item')
		.set({ removed_at: removedAt })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', item.id)
		.execute();
	await noteChanged(context, collection.id);
	await tellOfCollection(context, removedAt ? 'item_removed' : 'item_restored', collection, {
		documentId: item.document_id,
	});
	return { collectionId: collection.id };
};

/** Takes an item out; `restoreItem` puts it back where it was. */
export const removeItem = command('collection.remove_item', ItemInput, (context, input) =>
	setItemRemoved(context, input.itemId, context.now),
);

export const restoreItem = command('collection.restore_item', ItemInput, (context, input) =>
	setItemRemoved(context, input.itemId, null),
);
