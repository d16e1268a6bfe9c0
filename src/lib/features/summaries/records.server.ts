import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { bothTexts } from '#lib/text/both-texts.ts';
import type { PointKind } from './domain/kinds.ts';
import { assignmentFacts, type KnownAssignment } from './facts.server.ts';
import { maySeeAssignment } from './policy.ts';

export type SentPoint = { clauseId: string; kind: PointKind; body: string; revision: number };

export type KeptPoint = SentPoint & { isMerged: boolean };

/** Keeps what was typed on a section. Written on an older revision, it is laid beside what is there. */
export const keepPoint = async (
	{ tx, actor, now }: Pick<CommandContext, 'tx' | 'actor' | 'now'>,
	assignment: { id: string; unitId: string; personId: string },
	sent: SentPoint,
): Promise<KeptPoint> => {
	const body = sent.body.normalize('NFC').replaceAll('\r\n', '\n');
	const found = await sql<{ body: string; revision: number }>`
		select body, revision from summary_draft where tenant_id = ${actor.tenantId} and assignment_id = ${assignment.id}
			and clause_id = ${sent.clauseId} and kind = ${sent.kind} for update`.execute(tx);
	const known = found.rows[0];
	if (known && known.body === body) return { ...sent, body, revision: known.revision, isMerged: false };
	const isMerged = known !== undefined && known.revision !== sent.revision;
	const kept = isMerged ? bothTexts(known.body, body) : body;
	const written = await sql<{ revision: number }>`
		insert into summary_draft as d (tenant_id, assignment_id, clause_id, kind, author_id, unit_id, body, changed_at)
		values (${actor.tenantId}, ${assignment.id}, ${sent.clauseId}, ${sent.kind}, ${assignment.personId}, ${assignment.unitId}, ${kept}, ${now})
		on conflict (tenant_id, assignment_id, clause_id, kind) do update
			set body = excluded.body, revision = d.revision + 1, changed_at = excluded.changed_at
		returning d.revision`.execute(tx);
	return { ...sent, body: kept, revision: written.rows[0]?.revision ?? 1, isMerged };
};

/** An assignment that the actor may know of, locked. */
export const seenAssignment = async (
	{ tx, actor }: CommandContext,
	assignmentId: string,
): Promise<KnownAssignment> => {
	const assignment = await assignmentFacts(tx, actor.tenantId, assignmentId, true);
	if (!maySeeAssignment(actor, assignment).allowed) throw missing('failure_not_found');
	return assignment;
};

/** An event of an assignment is about its document and its person. */
export const tellOfAssignment = (
	context: CommandContext,
	assignment: { id: string; unitId: string; documentId: string; personId: string },
	verb: string,
	after: Record<string, unknown> = {},
): Promise<void> =>
	context.emit(verb, {
		subject: { type: 'summary_assignment', id: assignment.id },
		unitId: assignment.unitId,
		documentId: assignment.documentId,
		personId: assignment.personId,
		after,
	});
