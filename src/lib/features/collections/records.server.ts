import type { CommandContext } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { type CollectionFacts, maySeeCollection } from './policy.ts';

/** A collection as its commands know it. */
export type KeptCollection = CollectionFacts & { id: string; name: string; purpose: string };

/** A collection that the actor sees, locked. @throws Failure missing for everybody else */
export const keptCollection = async (
	{ tx, actor }: CommandContext,
	collectionId: string,
): Promise<KeptCollection> => {
	const row = await tx
		.selectFrom('collection')
		.select(['id', 'owner_id as ownerId', 'unit_id as unitId', 'is_shared as isShared', 'name', 'purpose'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', collectionId)
		.forUpdate()
		.executeTakeFirst();
	if (!row || !maySeeCollection(actor, row).allowed) throw missing('failure_not_found');
	return row;
};

/** The event of a change: of a private collection nobody but its owner sees it. */
export const tellOfCollection = (
	context: CommandContext,
	verb: string,
	collection: KeptCollection,
	more: { documentId?: string; before?: Record<string, unknown>; after?: Record<string, unknown> } = {},
): Promise<void> =>
	context.emit(`collection.${verb}`, {
		subject: { type: 'collection', id: collection.id },
		...(collection.isShared ? { unitId: collection.unitId } : { personId: context.personId, personal: true }),
		...more,
	});

/** It was changed just now. */
export const noteChanged = async (
	{ tx, actor, now }: CommandContext,
	collectionId: string,
): Promise<void> => {
	await tx
		.updateTable('collection')
		.set({ changed_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', collectionId)
		.execute();
};
