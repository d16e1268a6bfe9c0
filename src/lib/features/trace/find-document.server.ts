import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { numberKey } from '#lib/text/fold.ts';

/** A document that answers to a number or an id, and the unit that holds it. */
export type FoundDocument = { documentId: string; unitId: string; number: string | null; title: string };

/** Documents of the tenant with this id, or this number however it is typed. */
export const documentsBy = async (tx: Tx, tenantId: string, wanted: string): Promise<FoundDocument[]> => {
	const by = uuidPattern.test(wanted)
		? sql`d.id = ${wanted}`
		: sql`(d.number_key = ${numberKey(wanted)} or lower(replace(d.number, ' ', '')) = lower(replace(${wanted}, ' ', '')))`;
	const found = await sql<FoundDocument>`
		select d.id as "documentId", d.unit_id as "unitId", d.number, d.title from document d
		where d.tenant_id = ${tenantId} and ${by} order by d.filed_at desc`.execute(tx);
	return found.rows;
};

/** The unit with this id, sign or name. */
export const unitBy = async (tx: Tx, tenantId: string, wanted: string): Promise<string | null> => {
	const by = uuidPattern.test(wanted)
		? sql`id = ${wanted}`
		: sql`(name = ${wanted} or short_name = ${wanted} or (sign <> '' and sign = ${wanted}))`;
	const found = await sql<{
		id: string;
	}>`select id from unit where tenant_id = ${tenantId} and ${by} order by path limit 1`.execute(tx);
	return found.rows[0]?.id ?? null;
};
