import {
	declareStudied,
	openReading,
	publishDocument,
	recordReading,
	writeSummary,
} from '#lib/features/reading/commands.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Player, Stage } from './cell.ts';
import type { DocumentStory } from './story.ts';

const belongsToAudience = (player: Player, audience: DocumentStory['audience']): boolean =>
	audience === 'unit' ||
	(audience === 'party_members' && player.part.standing !== 'non_party') ||
	player.part.roles.some((role) => role === 'secretary' || role === 'deputy' || role === 'committee_member');

/**
 * Publishes a document and lets the cell read it: most study it whole, some stop half way, a few have not opened it.
 * @returns the ids of its sections in order
 */
export const playReading = async (
	stage: Stage,
	clerk: Player,
	documentId: string,
	entry: DocumentStory,
): Promise<string[]> => {
	const { at, random, today } = stage;
	const published = at(clerk, entry.filedDaysAgo, 9);
	const readBy = new Date(
		Date.parse(`${today}T00:00:00Z`) - (entry.filedDaysAgo - entry.readWithin) * 86_400_000,
	)
		.toISOString()
		.slice(0, 10);
	await publishDocument(published, { documentId, unitId: stage.unitId, audience: entry.audience, readBy });
	const sections = await look(published, (tx) =>
		tx
			.selectFrom('clause')
			.select('id')
			.where('tenant_id', '=', clerk.tenantId)
			.where('document_id', '=', documentId)
			.where('is_section', '=', true)
			.orderBy('ordinal')
			.execute(),
	);
	const ids = sections.map(({ id }) => id);
	const readers = stage.people.filter((player) => belongsToAudience(player, entry.audience));
	for (const [index, player] of readers.entries()) {
		const isOpen = entry.openFor?.includes(stage.people.indexOf(player)) ?? false;
		const finishes = !isOpen && index < Math.round(readers.length * entry.studied);
		if (!finishes && random.chance(0.4)) continue;
		const daysAgo = Math.max(
			0,
			entry.filedDaysAgo - 1 - random.below(Math.max(1, Math.min(entry.readWithin + 3, entry.filedDaysAgo))),
		);
		const door = at(player, daysAgo, 7 + random.below(13));
		await openReading(door, { documentId });
		const reached = finishes ? ids : ids.slice(0, Math.max(1, random.below(ids.length)));
		for (let start = 0; start < reached.length; start += 6) {
			const part = reached.slice(start, start + 6);
			await recordReading(door, {
				documentId,
				sections: part.map((sectionId) => ({ sectionId, seconds: 40 + random.below(160) })),
				...(part.at(-1) ? { lastSectionId: part.at(-1) } : {}),
			});
		}
		if (finishes) await declareStudied(door, { documentId, confirmed: true });
	}
	const writers = stage.people.filter(
		({ part }) => part.roles.includes('committee_member') || part.roles.includes('deputy'),
	);
	for (const [index, summary] of (entry.summaries ?? []).entries()) {
		const author = writers[index % writers.length];
		const clauseId = ids[summary.section];
		if (!author || !clauseId) continue;
		await writeSummary(at(author, Math.max(0, entry.filedDaysAgo - 6 - index), 15), {
			documentId,
			clauseId,
			unitId: stage.unitId,
			body: summary.body,
		});
	}
	return ids;
};
