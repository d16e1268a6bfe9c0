import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, type Day, startOfDay } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { EVERY_DOCUMENT } from './domain/measures.ts';

export type DocumentChoice = { id: string; typeName: string; number: string | null; title: string };

/** Documents of which a unit has counts now. */
const counted = (tenantId: string, unitId: string) => sql`
	select distinct document_id from unit_progress where tenant_id = ${tenantId} and unit_id = ${unitId} and document_id <> ${EVERY_DOCUMENT}::text::uuid`;

/** Documents of which days were kept in a unit: one index look for each, however many days there are. */
const everKept = (tenantId: string, unitId: string) => {
	const next = (
		after: string,
	) => sql`(select h.document_id from unit_progress_history h where h.tenant_id = ${tenantId} and h.unit_id = ${unitId}
		and h.document_id > ${sql.raw(after)} order by h.document_id limit 1)`;
	return sql`
		select document_id from (
			with recursive d as (
				select ${next(`'${EVERY_DOCUMENT}'::uuid`)} as document_id
				union all
				select ${next('d.document_id')} from d where d.document_id is not null
			)
			select document_id from d where document_id is not null
		) kept`;
};

/**
 * Documents that went down through the unit (it has counts of them), the newest first.
 * @param asOf those that had been published by the end of that day
 */
export const documentChoices = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
	asOf: Day | null = null,
): Promise<DocumentChoice[]> => {
	const found = await sql<DocumentChoice>`
		select d.id, d.type_name as "typeName", d.number, d.title
		from (${asOf ? everKept(actor.tenantId, unitId) : counted(actor.tenantId, unitId)}) p
		join document d on d.tenant_id = ${actor.tenantId} and d.id = p.document_id and d.state = 'published'
		${asOf ? sql`where d.published_at is null or d.published_at < ${startOfDay(addDays(asOf, 1))}` : sql``}
		order by d.issued_on desc nulls last, d.id limit 100`.execute(tx);
	return found.rows;
};

/** Are there counts of the document in the unit? */
export const hasGoneDown = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
	documentId: string,
): Promise<boolean> => {
	const found =
		await sql`select from unit_progress p join document d on d.tenant_id = p.tenant_id and d.id = p.document_id and d.state = 'published'
		where p.tenant_id = ${actor.tenantId} and p.unit_id = ${unitId} and p.document_id = ${documentId} limit 1`.execute(
			tx,
		);
	return found.rows.length > 0;
};

/** One of them, now or on a day that was kept. @throws Failure missing where it did not go down through the unit */
export const documentOf = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
	documentId: string,
): Promise<DocumentChoice> => {
	if (!uuidPattern.test(documentId)) throw missing('failure_not_found');
	const counts = (table: string) => sql`exists (select from ${sql.table(table)} p
		where p.tenant_id = d.tenant_id and p.unit_id = ${unitId} and p.document_id = d.id)`;
	const found = await sql<DocumentChoice>`
		select d.id, d.type_name as "typeName", d.number, d.title from document d
		where d.tenant_id = ${actor.tenantId} and d.id = ${documentId} and d.state = 'published'
			and (${counts('unit_progress')} or ${counts('unit_progress_history')})`.execute(tx);
	const document = found.rows[0];
	if (!document) throw missing('failure_not_found');
	return document;
};
