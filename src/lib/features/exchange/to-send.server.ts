import { sql } from 'kysely';
import { type Document, documentForReading } from '#lib/features/library/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { refused } from '#lib/shared/failures.ts';
import { mayExchange } from './policy.ts';
import { sentBefore } from './queries.server.ts';
import { type Organ, organsOf, ownOrganOf } from './queries-organs.server.ts';

export type SendableFile = {
	id: string;
	sha256: string;
	fileName: string;
	format: string;
	isOriginal: boolean;
	bytes: number;
	mediaType: string;
};

export type ToSend = {
	document: Document;
	own: Organ | null;
	organs: Organ[];
	files: SendableFile[];
	before: Awaited<ReturnType<typeof sentBefore>>;
};

/**
 * A document as it is to be sent: its files, the address book, and what was sent before.
 * @throws Failure missing | refused
 */
export const toSend = async (tx: Tx, actor: Actor, documentId: string): Promise<ToSend> => {
	const document = await documentForReading(tx, actor, documentId);
	const may = mayExchange(actor, document.unitId);
	if (!may.allowed) throw refused(may.key);
	const files = await sql<SendableFile>`
		select r.id, r.sha256, r.file_name as "fileName", r.format, r.is_original as "isOriginal", f.bytes::float8 as bytes, f.media_type as "mediaType"
		from rendition r join stored_file f on f.tenant_id = r.tenant_id and f.sha256 = r.sha256
		where r.tenant_id = ${actor.tenantId} and r.document_id = ${document.id} and r.superseded_at is null
		order by r.is_original desc, r.added_at, r.id`.execute(tx);
	return {
		document,
		own: await ownOrganOf(tx, actor, document.unitId),
		organs: await organsOf(tx, actor),
		files: files.rows,
		before: await sentBefore(tx, actor, document.unitId),
	};
};
