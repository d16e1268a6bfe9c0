import { refreshFacets } from '#lib/features/search/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';

export { confirmIntake } from './confirm.server.ts';
export { type ParsedClause, parseClauses } from './domain/clauses.ts';
export { parseNumber } from './domain/document-number.ts';
export { shippedTypes } from './domain/document-types.ts';
export type { FactField } from './domain/doubt.ts';
export type { OfferedFacts } from './domain/offered.ts';
export { fileIssued, type IssuedClause } from './file-document.server.ts';
export { openPackagesWith } from './packages.server.ts';
export {
	type Clause,
	clausesOf,
	type Document,
	type DocumentFile,
	documentForReading,
	documentsForReading,
	originalFilesOf,
	type Rendition,
	renditionsOf,
} from './queries.server.ts';
export { readableAmong } from './queries-readable.server.ts';
export {
	type Examined,
	examineFile,
	keepExamined,
	type Received,
	refusedSecret,
	refuseSecret,
} from './receive.server.ts';
export type { ReceivedFile } from './receive-upload.server.ts';
export { insertStoredFile } from './records.server.ts';
export type { ReceiveFile } from './schema.ts';
export { bearsSecretMark } from './secret-file.server.ts';
export { lookAtFiles, type SentFile, storeSentFile } from './sent-files.server.ts';

/** Marks a document as published, inside the command that publishes it. */
export const markPublished = async (
	{ tx, actor, now }: Pick<CommandContext, 'tx' | 'actor' | 'now'>,
	documentId: string,
): Promise<void> => {
	await tx
		.updateTable('document')
		.set((value) => ({ state: 'published', published_at: value.fn.coalesce('published_at', value.val(now)) }))
		.where('id', '=', documentId)
		.execute();
	await refreshFacets(tx, actor.tenantId, documentId);
};
