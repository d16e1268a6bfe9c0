import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { mayBeginCollection, mayDisposeOfCollection, mayKeepCollection } from './policy.ts';
import { type KeptCollection, keptCollection, tellOfCollection } from './records.server.ts';
import {
	BeginCollectionInput,
	ChangeCollectionInput,
	CollectionInput,
	ShareCollectionInput,
} from './schema.ts';

/** Begins a collection, its owner's alone. */
export const insertCollection = async (
	context: CommandContext,
	given: { unitId: string; name: string; purpose: string },
): Promise<KeptCollection> => {
	const { tx, actor, now, personId } = context;
	context.permit(mayBeginCollection(actor, given.unitId));
	const id = context.newId();
	await tx
		.insertInto('collection')
		.values({
			tenant_id: actor.tenantId,
			id,
			unit_id: given.unitId,
			owner_id: personId,
			name: given.name,
			purpose: given.purpose,
			created_at: now,
			changed_at: now,
		})
		.execute();
	const collection = { id, ownerId: personId, isShared: false, ...given };
	await tellOfCollection(context, 'begun', collection, { after: { name: given.name } });
	return collection;
};

/** A new collection, its owner's alone until it is shared. */
export const beginCollection = command('collection.begin', BeginCollectionInput, async (context, input) => ({
	collectionId: (await insertCollection(context, input)).id,
}));

/** Another name, or another word on what it is for. */
export const changeCollection = command(
	'collection.change',
	ChangeCollectionInput,
	async (context, input) => {
		const collection = await keptCollection(context, input.collectionId);
		context.permit(mayKeepCollection(context.actor, collection));
		await context.tx
			.updateTable('collection')
			.set({ name: input.name, purpose: input.purpose, changed_at: context.now })
			.where('tenant_id', '=', context.actor.tenantId)
			.where('id', '=', collection.id)
			.execute();
		await tellOfCollection(context, 'changed', collection, {
			before: { name: collection.name },
			after: { name: input.name },
		});
	},
);

/** Shares a collection with its unit, or takes it back. The items go with it, for the fence looks at them too. */
export const shareCollection = command('collection.share', ShareCollectionInput, async (context, input) => {
	const { tx, actor, now } = context;
	const collection = await keptCollection(context, input.collectionId);
	context.permit(mayDisposeOfCollection(actor, collection));
	const isShared = input.shared === 'yes';
	await tx
		.updateTable('collection')
		.set({ is_shared: isShared, changed_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', collection.id)
		.execute();
	await tx
		.updateTable('collection_item')
		.set({ is_shared: isShared })
		.where('tenant_id', '=', actor.tenantId)
		.where('collection_id', '=', collection.id)
		.execute();
	await tellOfCollection(
		context,
		isShared ? 'shared' : 'taken_back',
		{ ...collection, isShared: true },
		{ after: { name: collection.name } },
	);
});

const setRemoved = async (
	context: CommandContext,
	collectionId: string,
	removedAt: Date | null,
): Promise<void> => {
	const collection = await keptCollection(context, collectionId);
	context.permit(mayDisposeOfCollection(context.actor, collection));
	await context.tx
		.updateTable('collection')
		.set({ removed_at: removedAt })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', collection.id)
		.execute();
	await tellOfCollection(context, removedAt ? 'removed' : 'restored', collection, {
		after: { name: collection.name },
	});
};

/** Takes a collection away; the documents stay where they are. `restoreCollection` brings it back. */
export const removeCollection = command('collection.remove', CollectionInput, (context, input) =>
	setRemoved(context, input.collectionId, context.now),
);

export const restoreCollection = command('collection.restore', CollectionInput, (context, input) =>
	setRemoved(context, input.collectionId, null),
);
