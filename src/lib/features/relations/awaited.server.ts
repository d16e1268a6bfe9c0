import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';

/**
 * Keeps the clerk's word that a document is the one that is waited for under a key, so that what cites it finds it though
 * number, day or name are written otherwise there.
 * @param key what the event of filing says; nothing is kept for what nobody waits for
 * @returns whether something was waiting
 */
export const answerAwaited = async (
	context: CommandContext,
	documentId: string,
	key: unknown,
): Promise<boolean> => {
	if (typeof key !== 'string' || key === '') return false;
	const { tx, actor, personId, now } = context;
	const kept = await sql`
		insert into citation_answer (tenant_id, wanted_key, document_id, answered_by, answered_at)
		select ${actor.tenantId}, ${key}, ${documentId}, ${personId}, ${now}
		where exists (select from citation c where c.tenant_id = ${actor.tenantId} and c.wanted_key = ${key} and c.target_id is null)
		on conflict (tenant_id, wanted_key) do update
			set document_id = excluded.document_id, answered_by = excluded.answered_by, answered_at = excluded.answered_at
		returning wanted_key`.execute(tx);
	return kept.rows.length > 0;
};
