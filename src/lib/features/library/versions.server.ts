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
 * Takes clauses away to which nothing points. What points at them is for the database to tell: tasks and summaries, and
 * also notes that nobody but their writer may see. What was derived from the text alone goes with it.
 */
const removeUnused = async ({ tx, actor }: CommandContext, ids: readonly string[]): Promise<void> => {
	const attempt = async (some: readonly string[]): Promise<boolean> => {
		await sql`savepoint clauses`.execute(tx);
		try {
			await sql`delete from clause where tenant_id = ${actor.tenantId} and id = any (${some}::uuid[])`.execute(
				tx,
			);
			await sql`release savepoint clauses`.execute(tx);
			return true;
		} catch (error) {
			await sql`rollback to savepoint clauses`.execute(tx);
			if ((error as { code?: string }).code !== IN_USE) throw error;
			return false;
		}
	};
	if (ids.length === 0 || (await attempt(ids))) return;
	for (const id of ids) await attempt([id]);
};

/** PostgreSQL: something still refers to the row. */
const IN_USE = '23503';

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
	await removeUnused(context, gone);
	// Anchors are free before they are given anew.
	await sql`update clause set anchor = ${OUTLIVED} || '.' || id, parent_id = null, section_id = id, depth = 1,
			ordinal = ${fresh.length} + ordinal
		where tenant_id = ${actor.tenantId} and document_id = ${documentId}`.execute(tx);
	await insertClauses(context, documentId, fresh, ids);
	return { kept: ids.size, added: fresh.length - ids.size, removed: gone.length };
};
