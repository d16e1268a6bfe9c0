import { z } from 'zod';

const id = z.uuid();
const name = z
	.string({ error: 'issue_collection_name' })
	.trim()
	.min(1, { error: 'issue_collection_name' })
	.max(200, { error: 'issue_collection_name_long' });
const purpose = z.string().trim().max(2_000).default('');
const note = z.string().trim().max(2_000).default('');

export const BeginCollectionInput = z.object({ unitId: id, name, purpose });
export const ChangeCollectionInput = z.object({ collectionId: id, name, purpose });
export const ShareCollectionInput = z.object({ collectionId: id, shared: z.enum(['yes', 'no']) });
export const CollectionInput = z.object({ collectionId: id });
export const AddItemsInput = z.object({
	/** The collection, or the name of a new one in the unit. */
	collectionId: id.optional(),
	name: z.string().trim().max(200, { error: 'issue_collection_name_long' }).optional(),
	unitId: id,
	documentIds: z.array(id).min(1, { error: 'issue_collection_documents' }).max(100),
	/** One clause of the one document. */
	clauseId: id.optional(),
	note,
});
export const NoteItemInput = z.object({ itemId: id, note });
export const StepItemInput = z.object({ itemId: id, step: z.enum(['up', 'down']) });
export const PlaceItemInput = z.object({ itemId: id, beforeItemId: id.optional() });
export const ItemInput = z.object({ itemId: id });
