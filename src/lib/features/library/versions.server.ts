import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { matchClauses, type ParsedClause } from './domain/clauses.ts';
import { insertClauses } from './records.server.ts';

type Row = {
	id: string;
	anchor: string;
	kind: ParsedClause['kind'];
	label: string;
	heading: string | null;
	text: string;
	depth: number;
	page: number | null;
	is_section: boolean;
};

/** A clause that the later version no longer has, where work, reading or a summary points at it. */
const OUTLIVED = 'ban-truoc';

/**
 * Puts a later version's text in the place of a document's: clauses that go on keep their ids, so that tasks, reading
 * and summaries stay with them; what it said before is kept beside its rendition. A clause that is gone stays at the
 * end while something points at it.
 * @returns how many clauses went on, came, and went
 */
export const replaceText = async (
	context: CommandContext,
	documentId: string,
	fresh: readonly ParsedClause[],
): Promise<{ kept: number; added: number; removed: number }> => {
	const { tx, actor, now } = context;
	const old = await tx
		.selectFrom('clause')
		.select(['id', 'anchor', 'kind', 'label', 'heading', 'text', 'depth', 'page', 'is_section'])
		.where('tenant_id', '=', actor.tenantId)
		.where('document_id', '=', documentId)
		.orderBy('ordinal')
		.execute();
	const before = (old as Row[]).map(
		({ is_section, id: _, ...clause }): ParsedClause => ({
			...clause,
			isSection: is_section,
			parentAnchor: null,
			sectionAnchor: clause.anchor,
		}),
	);
	await tx
		.updateTable('rendition')
		.set({ superseded_at: now, is_original: false, earlier_text: JSON.stringify(before) })
		.where('tenant_id', '=', actor.tenantId)
		.where('document_id', '=', documentId)
		.where('is_original', '=', true)
		.execute();

	const idOf = new Map(old.map(({ anchor, id }) => [anchor, id]));
	const goesOn = matchClauses(before, fresh);
	const ids = new Map<string, string>();
	for (const [anchor, earlier] of goesOn) {
		const id = idOf.get(earlier);
		if (id) ids.set(anchor, id);
	}
	const going = new Set(ids.values());
	const gone = old.filter(({ id }) => !going.has(id)).map(({ id }) => id);
	const inUse = await sql<{ id: string }>`select clauses_in_use(${gone}::uuid[]) as id`.execute(tx);
	const outlives = new Set(inUse.rows.map(({ id }) => id));
	const removable = gone.filter((id) => !outlives.has(id));
	if (removable.length > 0)
		await sql`delete from clause where tenant_id = ${actor.tenantId} and id = any (${removable}::uuid[])`.execute(
			tx,
		);
	// Anchors are free before they are given anew.
	await sql`update clause set anchor = ${OUTLIVED} || '.' || id, parent_id = null, section_id = id, depth = 1,
			ordinal = ${fresh.length} + ordinal
		where tenant_id = ${actor.tenantId} and document_id = ${documentId}`.execute(tx);
	await insertClauses(context, documentId, fresh, ids);
	return { kept: ids.size, added: fresh.length - ids.size, removed: gone.length };
};
