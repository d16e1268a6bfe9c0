import { sql } from 'kysely';
import { type SentFile, storeSentFile } from '#lib/features/library/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { safeFileName } from '#lib/shared/file-kind.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { limitFacts } from './facts.server.ts';
import { mayRead } from './policy.ts';

export type LimitFile = { id: string; entryId: string; fileName: string; href: string };

/** Keeps the files of an answer. */
export const keepFiles = async (
	context: CommandContext,
	of: { limitId: string; entryId: string },
	files: readonly SentFile[],
): Promise<void> => {
	for (const { name, bytes } of files) {
		const stored = await storeSentFile(context, bytes);
		await context.tx
			.insertInto('limit_file')
			.values({
				tenant_id: context.actor.tenantId,
				id: context.newId(),
				limit_id: of.limitId,
				entry_id: of.entryId,
				...stored,
				file_name: safeFileName(name, 'minh-chung'),
				added_at: context.now,
			})
			.execute();
	}
};

/** The files of a limit, for whoever may read it. */
export const filesOf = async (tx: Tx, tenantId: string, limitId: string): Promise<LimitFile[]> => {
	const found = await sql<LimitFile>`
		select id, entry_id as "entryId", file_name as "fileName", '/nhac-nho/' || limit_id || '/tep/' || id as href from limit_file
		where tenant_id = ${tenantId} and limit_id = ${limitId} order by added_at, id`.execute(tx);
	return found.rows;
};

/** One of them, with whose limit it belongs to. @throws Failure missing for whoever may not know of it */
export const limitFile = async (
	tx: Tx,
	actor: Actor,
	wanted: { limitId: string; fileId: string; today: Day },
): Promise<{ sha256: string; fileName: string; mediaType: string; personId: string }> => {
	const limit = await limitFacts(tx, actor.tenantId, wanted.limitId);
	if (!uuidPattern.test(wanted.fileId) || !mayRead(actor, limit, wanted.today).allowed)
		throw missing('failure_not_found');
	const row = await tx
		.selectFrom('limit_file')
		.select(['sha256', 'file_name as fileName', 'media_type as mediaType'])
		.where('tenant_id', '=', actor.tenantId)
		.where('limit_id', '=', limit.id)
		.where('id', '=', wanted.fileId)
		.executeTakeFirst();
	if (!row) throw missing('failure_not_found');
	return { ...row, personId: limit.personId };
};
