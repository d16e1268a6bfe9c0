import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { mayReadDocument } from './policy.ts';

type Row = {
	id: string;
	holder: { id: string; path: string };
	isPublished: boolean;
	isReader: boolean;
	publishedIn: { id: string; path: string }[];
};

/** Of many documents those that the actor may read: for pages that name other documents. */
export const readableAmong = async (tx: Tx, actor: Actor, ids: readonly string[]): Promise<Set<string>> => {
	if (ids.length === 0) return new Set();
	const found = await sql<Row>`
		select d.id, jsonb_build_object('id', h.id, 'path', h.path::text) as holder, d.state = 'published' as "isPublished",
			exists (select from reading r where r.tenant_id = d.tenant_id and r.document_id = d.id and r.person_id = ${actor.personId}) as "isReader",
			coalesce((select jsonb_agg(distinct jsonb_build_object('id', u.id, 'path', u.path::text)) from publication p
				join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
				where p.tenant_id = d.tenant_id and p.document_id = d.id and p.withdrawn_at is null), '[]') as "publishedIn"
		from document d
		join unit h on h.tenant_id = d.tenant_id and h.id = d.unit_id
		where d.tenant_id = ${actor.tenantId} and d.id = any(${`{${[...new Set(ids)].join(',')}}`}::uuid[])`.execute(
		tx,
	);
	return new Set(found.rows.filter((row) => mayReadDocument(actor, row).allowed).map(({ id }) => id));
};
