import { addRelation, decideRelation } from '#lib/features/relations/commands.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Player, Stage } from './cell.ts';
import { type DocumentStory, story } from './story.ts';

/** Below this the clerk leaves a suggestion for later, so that the sample has some to decide on. */
const SURE = 0.9;

/**
 * The clerk goes through the relations: confirms what the texts of the library say of one another, and enters that the
 * cell's resolution of this year took the place of last year's.
 * @param ids the documents by the files of the story
 */
export const playRelations = async (
	stage: Stage,
	clerk: Player,
	ids: ReadonlyMap<string, string>,
): Promise<void> => {
	const door = stage.at(clerk, 5, 10);
	const suggested = await look(door, (tx) =>
		tx
			.selectFrom('document_relation')
			.select(['id', 'scope', 'confidence'])
			.where('tenant_id', '=', clerk.tenantId)
			.where('state', '=', 'suggested')
			.where('kind', '=', 'implements')
			.where('target_id', 'is not', null)
			.orderBy('id')
			.execute(),
	);
	for (const { id, scope, confidence } of suggested)
		if (confidence >= SURE) await decideRelation(door, { relationId: id, decision: 'confirmed', scope });
	const replacing = story.filter(
		(entry): entry is DocumentStory & { replaces: string } => entry.replaces !== undefined,
	);
	for (const { file, replaces } of replacing)
		await addRelation(door, {
			documentId: ids.get(file),
			kind: 'replaces',
			target: replaces,
			reason: 'Nghị quyết chuyên đề của năm mới thay nghị quyết chuyên đề của năm trước.',
		});
};
