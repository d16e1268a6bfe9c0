import { sql } from 'kysely';
import { containing } from '#lib/platform/database/containing.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, holds } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { numberKey } from '#lib/text/fold.ts';

/** A document that others cite and that is not there: what is known of it, and who cites it. */
export type MissingDocument = {
	key: string;
	typeName: string;
	number: string | null;
	lawName: string | null;
	issuedOn: Day | null;
	issuer: string | null;
	citations: number;
	documents: number;
	citedIn: { id: string; typeName: string; number: string | null; anchor: string; label: string }[];
};
export type MissingList = { missing: MissingDocument[]; found: number; page: number; pages: number };

export const MISSING_A_PAGE = 30;

/** The documents that the actor reads or answers for in a unit: what only others' documents cite is not told. */
const seenDocuments = (actor: Actor, unitId: string) => {
	const answers = holds(actor, unitId, 'clerk', 'secretary', 'deputy', 'committee_member');
	const unit = unitId || null;
	return sql`seen as (
		select d.id, d.type_name, d.number from document d
		where d.tenant_id = ${actor.tenantId} and (
			exists (select from reading r where r.tenant_id = d.tenant_id and r.document_id = d.id and r.person_id = ${actor.personId})
			or (${answers} and (d.unit_id = ${unit} or exists (select from document_reach a
				where a.tenant_id = d.tenant_id and a.document_id = d.id and a.unit_id = ${unit}))))
	)`;
};

/** How many documents are cited in the actor's unit and not there. */
export const countMissing = async (tx: Tx, actor: Actor, unitId: string): Promise<number> => {
	const { rows } = await sql<{ count: number }>`
		with ${seenDocuments(actor, unitId)}
		select count(distinct c.wanted_key)::int as count from citation c join seen on seen.id = c.document_id
		where c.tenant_id = ${actor.tenantId} and c.wanted_key is not null and c.target_id is null`.execute(tx);
	return rows[0]?.count ?? 0;
};

/** The documents that are cited and not there, the most cited first. */
export const missingDocuments = async (
	tx: Tx,
	actor: Actor,
	wanted: {
		unitId: string;
		words?: string | undefined;
		key?: string | undefined;
		type?: string | undefined;
		page: number;
	},
): Promise<MissingList & { types: { name: string; count: number }[] }> => {
	const tenant = actor.tenantId;
	const words = wanted.words?.trim() ?? '';
	const pattern = containing(words);
	const key = words ? numberKey(words) : '';
	const matching = wanted.key
		? sql`c.wanted_key = ${wanted.key}`
		: words
			? sql`(c.words ilike ${pattern} or c.issuer ilike ${pattern} or (${key} <> '' and c.number_key like ${`%${key}%`}))`
			: sql`true`;
	const typed = wanted.type ? sql`c.type_name = ${wanted.type}` : sql`true`;
	const cited = sql`with ${seenDocuments(actor, wanted.unitId)}, cited as (
		select c.*, seen.id as by_id, seen.type_name as by_type, seen.number as by_number from citation c join seen on seen.id = c.document_id
		where c.tenant_id = ${tenant} and c.wanted_key is not null and c.target_id is null and ${matching})`;
	const types = await sql<{ name: string; count: number }>`${cited}
		select type_name as name, count(distinct wanted_key)::int as count from cited group by 1 order by 2 desc, 1`.execute(
		tx,
	);
	const found = types.rows
		.filter(({ name }) => !wanted.type || name === wanted.type)
		.reduce((sum, { count }) => sum + count, 0);
	const pages = Math.max(1, Math.ceil(found / MISSING_A_PAGE));
	const page = Math.min(Math.max(1, wanted.page), pages);
	const { rows } = await sql<MissingDocument>`${cited}, grouped as (
			select c.wanted_key as key, count(*)::int as citations, count(distinct c.by_id)::int as documents, mode() within group (order by c.type_name) as type_name,
				max(c.number) as number, max(c.law_name) as law_name, max(c.issued_on) as issued_on, mode() within group (order by c.issuer) as issuer
			from cited c where ${typed} group by 1
			order by documents desc, citations desc, key limit ${MISSING_A_PAGE} offset ${(page - 1) * MISSING_A_PAGE}
		)
		select g.key, g.type_name as "typeName", g.number, g.law_name as "lawName", g.issued_on as "issuedOn", g.issuer, g.citations, g.documents,
			(select jsonb_agg(p) from (
				select distinct on (c.by_id) c.by_id as id, c.by_type as "typeName", c.by_number as number, k.anchor, k.label
				from cited c join clause k on k.tenant_id = ${tenant} and k.id = c.clause_id
				where c.wanted_key = g.key order by c.by_id, k.ordinal limit 8) p) as "citedIn"
		from grouped g order by g.documents desc, g.citations desc, g.key`.execute(tx);
	return { missing: rows, found, page, pages, types: types.rows };
};

/** The document that is waited for under this key; null when none is, or the actor's unit does not know of it. */
export const awaitedDocument = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
	key: string | null,
): Promise<MissingDocument | null> => {
	if (!key) return null;
	const { missing } = await missingDocuments(tx, actor, { unitId, key: key.slice(0, 400), page: 1 });
	return missing[0] ?? null;
};
