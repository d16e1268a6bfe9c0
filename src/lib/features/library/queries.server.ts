import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { mayReadDocument } from './policy.ts';

/** A document as its readers see its head. */
export type Document = {
	id: string;
	unitId: string;
	unitPath: string;
	typeCode: string;
	typeName: string;
	number: string | null;
	issuer: string | null;
	issuedOn: Day | null;
	title: string;
	state: 'filed' | 'published' | 'withdrawn';
	sections: number;
	clauses: number;
	pages: number | null;
};

type DocumentRow = Document & {
	isReader: boolean;
	publishedIn: { id: string; path: string }[];
};

/** The documents among those asked for that the actor may read; the others are not there for them. */
const readable = async (tx: Tx, actor: Actor, wanted: RawBuilder<unknown>): Promise<Document[]> => {
	const found = await sql<DocumentRow>`
		select d.id, d.unit_id as "unitId", h.path::text as "unitPath", d.type_code as "typeCode", d.type_name as "typeName", d.number, d.issuer,
			d.issued_on as "issuedOn", d.title, d.state, d.section_count as sections, d.clause_count as clauses, d.pages,
			exists (select from reading r where r.tenant_id = d.tenant_id and r.document_id = d.id and r.person_id = ${actor.personId}) as "isReader",
			coalesce((select jsonb_agg(distinct jsonb_build_object('id', u.id, 'path', u.path::text)) from publication p
				join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
				where p.tenant_id = d.tenant_id and p.document_id = d.id and p.withdrawn_at is null), '[]') as "publishedIn"
		from document d
		join unit h on h.tenant_id = d.tenant_id and h.id = d.unit_id
		where d.tenant_id = ${actor.tenantId} and d.id ${wanted}`.execute(tx);
	return found.rows.flatMap(({ isReader, publishedIn, ...document }) => {
		const facts = {
			holder: { id: document.unitId, path: document.unitPath },
			isPublished: document.state === 'published',
			publishedIn,
			isReader,
		};
		return mayReadDocument(actor, facts).allowed ? [document] : [];
	});
};

/**
 * A document that the actor may read.
 * @throws Failure missing when there is none, or they may not know of it
 */
export const documentForReading = async (tx: Tx, actor: Actor, documentId: string): Promise<Document> => {
	if (!uuidPattern.test(documentId)) throw missing('failure_not_found');
	const [document] = await readable(tx, actor, sql`= ${documentId}`);
	if (!document) throw missing('failure_not_found');
	return document;
};

/** The documents among these that the actor may read, in the order asked for. Ids that are none are passed over. */
export const documentsForReading = async (
	tx: Tx,
	actor: Actor,
	documentIds: readonly string[],
): Promise<Document[]> => {
	const ids = documentIds.filter((id) => uuidPattern.test(id));
	if (ids.length === 0) return [];
	const found = await readable(tx, actor, sql`= any (${`{${ids.join(',')}}`}::text::uuid[])`);
	const byId = new Map(found.map((document) => [document.id, document]));
	return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
};

/** A file of a document, with its size. */
export type DocumentFile = {
	documentId: string;
	sha256: string;
	fileName: string;
	format: string;
	bytes: number;
};

/** The original files of documents; where a document has none that is marked so, every file of it. */
export const originalFilesOf = async (
	tx: Tx,
	tenantId: string,
	documentIds: readonly string[],
): Promise<DocumentFile[]> => {
	const found = await sql<DocumentFile>`
		select r.document_id as "documentId", r.sha256, r.file_name as "fileName", r.format, f.bytes::float8 as bytes from rendition r
		join stored_file f on f.tenant_id = r.tenant_id and f.sha256 = r.sha256
		where r.tenant_id = ${tenantId} and r.document_id = any (${`{${documentIds.join(',')}}`}::text::uuid[])
			and (r.is_original or not exists (select from rendition o
				where o.tenant_id = r.tenant_id and o.document_id = r.document_id and o.is_original))
		order by r.added_at, r.id`.execute(tx);
	return found.rows;
};

export type Clause = {
	id: string;
	parentId: string | null;
	sectionId: string;
	anchor: string;
	kind: string;
	label: string;
	heading: string | null;
	text: string;
	depth: number;
	page: number | null;
	isSection: boolean;
};

/** The clause tree of a document, in reading order. */
export const clausesOf = async (tx: Tx, tenantId: string, documentId: string): Promise<Clause[]> => {
	const found = await sql<Clause>`
		select id, parent_id as "parentId", section_id as "sectionId", anchor, kind, label, heading, text, depth, page, is_section as "isSection"
		from clause where tenant_id = ${tenantId} and document_id = ${documentId} order by ordinal`.execute(tx);
	return found.rows;
};

export type Rendition = { id: string; sha256: string; fileName: string; format: string; isOriginal: boolean };

export const renditionsOf = async (tx: Tx, tenantId: string, documentId: string): Promise<Rendition[]> => {
	const found = await sql<Rendition>`
		select id, sha256, file_name as "fileName", format, is_original as "isOriginal" from rendition
		where tenant_id = ${tenantId} and document_id = ${documentId} order by is_original desc, added_at`.execute(
		tx,
	);
	return found.rows;
};

/**
 * The stored file of a rendition, for somebody who may read its document.
 * @throws Failure missing
 */
export const renditionForReading = async (
	tx: Tx,
	actor: Actor,
	renditionId: string,
): Promise<{ sha256: string; fileName: string; format: string }> => {
	if (!uuidPattern.test(renditionId)) throw missing('failure_not_found');
	const row = await tx
		.selectFrom('rendition')
		.select(['document_id', 'sha256', 'file_name as fileName', 'format'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', renditionId)
		.executeTakeFirst();
	if (!row) throw missing('failure_not_found');
	await documentForReading(tx, actor, row.document_id);
	return { sha256: row.sha256, fileName: row.fileName, format: row.format };
};
