import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';

export { publishWithin } from './commands.server.ts';

/** Points of a summary become the unit's, beside the clauses, inside the command that releases them. */
export const releasePoints = async (
	{ tx, actor, now, newId }: Pick<CommandContext, 'tx' | 'actor' | 'now' | 'newId'>,
	of: { documentId: string; unitId: string; authorId: string; assignmentId: string },
	points: readonly { clauseId: string; kind: string; body: string }[],
): Promise<void> => {
	await tx
		.insertInto('summary_point')
		.values(
			points.map(({ clauseId, kind, body }) => ({
				tenant_id: actor.tenantId,
				id: newId(),
				document_id: of.documentId,
				clause_id: clauseId,
				unit_id: of.unitId,
				author_id: of.authorId,
				body: body.trim(),
				kind,
				assignment_id: of.assignmentId,
				written_at: now,
			})),
		)
		.execute();
};

/** The documents that a unit published to its people in a period, and how many of those asked have studied them. */
export const publishedBetween = async (
	tx: Tx,
	unit: { tenantId: string; unitId: string },
	from: Day,
	to: Day,
): Promise<{ documents: number; assigned: number; studied: number }> => {
	const found = await sql<{ documents: number; assigned: number; studied: number }>`
		select count(*)::int as documents, coalesce(sum(r.assigned), 0)::int as assigned, coalesce(sum(r.studied), 0)::int as studied
		from (
			select distinct document_id from publication
			where tenant_id = ${unit.tenantId} and unit_id = ${unit.unitId} and withdrawn_at is null
				and (published_at at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to}
		) p
		left join document_reach r on r.tenant_id = ${unit.tenantId} and r.unit_id = ${unit.unitId} and r.document_id = p.document_id`.execute(
		tx,
	);
	return found.rows[0] ?? { documents: 0, assigned: 0, studied: 0 };
};

/** Those of the documents that were published to a unit and not taken back. */
export const publishedTo = async (
	tx: Tx,
	unit: { tenantId: string; unitId: string },
	documentIds: readonly string[],
): Promise<string[]> => {
	if (documentIds.length === 0) return [];
	const found = await sql<{ id: string }>`
		select distinct document_id as id from publication
		where tenant_id = ${unit.tenantId} and unit_id = ${unit.unitId} and withdrawn_at is null
			and document_id = any(${`{${documentIds.join(',')}}`}::text::uuid[])`.execute(tx);
	return found.rows.map(({ id }) => id);
};
