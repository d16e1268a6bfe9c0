import { sql } from 'kysely';
import { type SentFile, storeSentFile } from '#lib/features/library/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { missing } from '#lib/shared/failures.ts';
import { safeFileName } from '#lib/shared/file-kind.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { seenInspection } from './facts.server.ts';
import { mayFollow } from './policy.ts';

export type InspectionFile = {
	id: string;
	answerId: string | null;
	followUpId: string | null;
	fileName: string;
};

/** Keeps the files of an answer or of what was done. */
export const keepFiles = async (
	context: CommandContext,
	of: { inspectionId: string; answerId?: string; followUpId?: string },
	files: readonly SentFile[],
): Promise<string[]> => {
	const kept: string[] = [];
	for (const { name, bytes } of files) {
		const stored = await storeSentFile(context, bytes);
		await context.tx
			.insertInto('inspection_file')
			.values({
				tenant_id: context.actor.tenantId,
				id: context.newId(),
				inspection_id: of.inspectionId,
				answer_id: of.answerId ?? null,
				follow_up_id: of.followUpId ?? null,
				...stored,
				file_name: safeFileName(name, 'minh-chung'),
				added_by: context.personId,
				added_at: context.now,
			})
			.execute();
		kept.push(stored.sha256);
	}
	return kept;
};

/** The files of answers and follow-ups, for those who follow the inspection. */
export const filesOf = async (tx: Tx, tenantId: string, inspectionId: string): Promise<InspectionFile[]> => {
	const found = await sql<InspectionFile>`
		select id, answer_id as "answerId", follow_up_id as "followUpId", file_name as "fileName" from inspection_file
		where tenant_id = ${tenantId} and inspection_id = ${inspectionId} order by added_at, id`.execute(tx);
	return found.rows;
};

/** One of them. @throws Failure missing for whoever does not follow the inspection */
export const inspectionFile = async (
	tx: Tx,
	actor: Actor,
	wanted: { inspectionId: string; fileId: string },
): Promise<{ sha256: string; fileName: string; mediaType: string }> => {
	const one = await seenInspection(tx, actor, wanted.inspectionId);
	if (!uuidPattern.test(wanted.fileId) || !mayFollow(actor, one).allowed) throw missing('failure_not_found');
	const row = await tx
		.selectFrom('inspection_file')
		.select(['sha256', 'file_name as fileName', 'media_type as mediaType'])
		.where('tenant_id', '=', actor.tenantId)
		.where('inspection_id', '=', one.id)
		.where('id', '=', wanted.fileId)
		.executeTakeFirst();
	if (!row) throw missing('failure_not_found');
	return row;
};
