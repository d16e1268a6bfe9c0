import type { CommandContext } from '#lib/platform/command/command.ts';

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
