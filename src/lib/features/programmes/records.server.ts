import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';

type Write = Pick<CommandContext, 'tx' | 'actor' | 'now' | 'newId'>;

/** Which documents a programme carries out, in place of those it named before; what was said of clauses of others goes with them. */
export const setDocuments = async (
	{ tx, actor }: Write,
	programmeId: string,
	documentIds: readonly string[],
): Promise<void> => {
	await tx.deleteFrom('programme_document').where('programme_id', '=', programmeId).execute();
	await tx
		.deleteFrom('clause_not_applicable')
		.where('programme_id', '=', programmeId)
		.where('document_id', 'not in', documentIds)
		.execute();
	await tx
		.insertInto('programme_document')
		.values(
			documentIds.map((documentId) => ({
				tenant_id: actor.tenantId,
				programme_id: programmeId,
				document_id: documentId,
			})),
		)
		.execute();
};

/** Which clauses a task carries out and who helps, in place of what was said before. */
export const setTaskLinks = async (
	{ tx, actor }: Write,
	taskId: string,
	links: { clauses: readonly { id: string; documentId: string }[]; helperIds: readonly string[] },
): Promise<void> => {
	await tx.deleteFrom('task_clause').where('task_id', '=', taskId).execute();
	await tx.deleteFrom('task_helper').where('task_id', '=', taskId).execute();
	if (links.clauses.length > 0)
		await tx
			.insertInto('task_clause')
			.values(
				links.clauses.map((clause) => ({
					tenant_id: actor.tenantId,
					task_id: taskId,
					clause_id: clause.id,
					document_id: clause.documentId,
				})),
			)
			.execute();
	if (links.helperIds.length > 0)
		await tx
			.insertInto('task_helper')
			.values(
				links.helperIds.map((personId) => ({
					tenant_id: actor.tenantId,
					task_id: taskId,
					person_id: personId,
				})),
			)
			.execute();
};

/** Clauses that became work do apply: what was said to the contrary in their programme is gone. */
export const takeUpClauses = async (
	{ tx, actor }: Pick<Write, 'tx' | 'actor'>,
	programmeId: string,
	clauses: readonly { id: string }[],
): Promise<void> => {
	if (clauses.length === 0) return;
	await sql`delete from clause_not_applicable n using clause c
		where n.tenant_id = ${actor.tenantId} and n.programme_id = ${programmeId} and c.tenant_id = n.tenant_id and c.section_id = n.clause_id
			and c.id = any(${`{${clauses.map(({ id }) => id).join(',')}}`}::text::uuid[])`.execute(tx);
};

export type NewEvidence =
	| { kind: 'file'; title: string; sha256: string; fileName: string; bytes: number; mediaType: string }
	| { kind: 'link'; title: string; url: string }
	| { kind: 'text'; title: string; body: string };

/** Keeps the evidence of a report. */
export const insertEvidence = async (
	{ tx, actor, now, newId }: Write,
	report: { taskId: string; reportId: string },
	evidence: readonly NewEvidence[],
): Promise<void> => {
	for (const one of evidence) {
		if (one.kind === 'file')
			await sql`
				insert into stored_file (tenant_id, sha256, bytes, media_type, stored_at)
				values (${actor.tenantId}, ${one.sha256}, ${one.bytes}, ${one.mediaType}, ${now})
				on conflict (tenant_id, sha256) do nothing`.execute(tx);
		await tx
			.insertInto('evidence')
			.values({
				tenant_id: actor.tenantId,
				id: newId(),
				task_id: report.taskId,
				report_id: report.reportId,
				kind: one.kind,
				title: one.title,
				sha256: one.kind === 'file' ? one.sha256 : null,
				file_name: one.kind === 'file' ? one.fileName : null,
				url: one.kind === 'link' ? one.url : null,
				body: one.kind === 'text' ? one.body : null,
				added_at: now,
			})
			.execute();
	}
};
