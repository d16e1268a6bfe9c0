import { sql } from 'kysely';
import { documentsForReading, type SentFile, storeSentFile } from '#lib/features/library/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { missing } from '#lib/shared/failures.ts';
import { safeFileName } from '#lib/shared/file-kind.ts';
import { uuidPattern } from '#lib/shared/ids.ts';

export type Evidence = { id: string; title: string; documentId: string | null; isFile: boolean };

const put = (
	{ tx, actor, now, newId, personId }: CommandContext,
	nominationId: string,
	what: { title: string; document_id?: string; sha256?: string; media_type?: string },
) =>
	tx
		.insertInto('nomination_evidence')
		.values({
			tenant_id: actor.tenantId,
			id: newId(),
			nomination_id: nominationId,
			...what,
			added_by: personId,
			added_at: now,
		})
		.execute();

/** Keeps files and documents that show what a nomination says; a document that is there already stays once. */
export const keepEvidence = async (
	context: CommandContext,
	nominationId: string,
	{ files, documentIds }: { files: readonly SentFile[]; documentIds: readonly string[] },
): Promise<void> => {
	const known = await evidenceOf(context.tx, context.actor.tenantId, nominationId);
	const fresh = [...new Set(documentIds)].filter((id) => !known.some(({ documentId }) => documentId === id));
	const documents = await documentsForReading(context.tx, context.actor, fresh);
	if (documents.length < fresh.length) throw missing('failure_not_found');
	for (const document of documents)
		await put(context, nominationId, {
			title: documentName(document).slice(0, 300),
			document_id: document.id,
		});
	for (const { name, bytes } of files) {
		const stored = await storeSentFile(context, bytes);
		await put(context, nominationId, {
			title: safeFileName(name, 'minh-chung'),
			...stored,
		});
	}
};

/** What shows it, in the order in which it came. */
export const evidenceOf = async (tx: Tx, tenantId: string, nominationId: string): Promise<Evidence[]> => {
	const found = await sql<Evidence>`
		select id, title, document_id as "documentId", sha256 is not null as "isFile" from nomination_evidence
		where tenant_id = ${tenantId} and nomination_id = ${nominationId} order by added_at, id`.execute(tx);
	return found.rows;
};

/** A file of it; row level security shows it to whom the nomination is there. @throws Failure missing */
export const evidenceFile = async (
	tx: Tx,
	actor: Actor,
	wanted: { nominationId: string; evidenceId: string },
): Promise<{ sha256: string; fileName: string; mediaType: string }> => {
	if (!uuidPattern.test(wanted.evidenceId)) throw missing('failure_not_found');
	const row = await tx
		.selectFrom('nomination_evidence')
		.select(['sha256', 'title as fileName', 'media_type as mediaType'])
		.where('tenant_id', '=', actor.tenantId)
		.where('nomination_id', '=', wanted.nominationId)
		.where('id', '=', wanted.evidenceId)
		.executeTakeFirst();
	if (!row?.sha256) throw missing('failure_not_found');
	return { ...row, sha256: row.sha256 };
};
