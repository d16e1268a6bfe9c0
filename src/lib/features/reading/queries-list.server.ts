import { sql } from 'kysely';
import { containing } from '#lib/platform/database/containing.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, holds } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { numberKey } from '#lib/text/fold.ts';

/** The documents last published to the actor, newest first: what their device keeps for when there is no network. */
export const latestFor = async (tx: Tx, actor: Actor, most: number): Promise<string[]> => {
	const found = await sql<{ id: string }>`
		select d.id from reading r
		join publication p on p.tenant_id = r.tenant_id and p.id = r.publication_id and p.withdrawn_at is null
		join document d on d.tenant_id = r.tenant_id and d.id = r.document_id and d.state = 'published'
		where r.tenant_id = ${actor.tenantId} and r.person_id = ${actor.personId}
		order by p.published_at desc, d.id desc limit ${most}`.execute(tx);
	return found.rows.map(({ id }) => id);
};

export type ListedDocument = {
	id: string;
	typeName: string;
	number: string | null;
	title: string;
	issuer: string | null;
	issuedOn: Day | null;
	state: string;
	readBy: Day | null;
	isReader: boolean;
	studiedAt: Date | null;
	openedAt: Date | null;
	sectionsReached: number;
	sections: number;
	assigned: number;
	studied: number;
};

export type DocumentList = {
	documents: ListedDocument[];
	found: number;
	page: number;
	pages: number;
	answers: boolean;
};

const LISTED = 30;

/** The documents that the actor may know of in a unit: published to them, or held or published in the unit they answer for. */
export const documentsFor = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; filter: 'all' | 'to_read' | 'filed'; words?: string | undefined; page: number },
): Promise<DocumentList> => {
	const tenant = actor.tenantId;
	const answers = holds(actor, wanted.unitId, 'clerk', 'secretary', 'deputy', 'committee_member');
	const follows = actor.roles.some(({ role }) => role === 'higher_officer');
	const words = wanted.words?.trim();
	const pattern = words ? containing(words) : '';
	const key = words ? numberKey(words) : '';
	const filter =
		wanted.filter === 'to_read'
			? sql`r.person_id is not null and r.studied_at is null`
			: wanted.filter === 'filed'
				? sql`d.state = 'filed' and d.unit_id = ${wanted.unitId}`
				: sql`true`;
	const matching = words
		? sql`(d.title ilike ${pattern} or d.issuer ilike ${pattern} or d.type_name ilike ${pattern} or (${key} <> '' and d.number_key like ${`%${key}%`}))`
		: sql`true`;
	const followed = follows
		? sql`or exists (select from publication p join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
			where p.tenant_id = d.tenant_id and p.document_id = d.id and p.withdrawn_at is null
				and u.path <@ any(${`{${actor.roles
					.filter(({ role }) => role === 'higher_officer')
					.map(({ path }) => path)
					.join(',')}}`}::text::ltree[]))`
		: sql``;
	const from = sql`from document d
		left join reading r on r.tenant_id = d.tenant_id and r.document_id = d.id and r.person_id = ${actor.personId}
		left join document_reach a on a.tenant_id = d.tenant_id and a.document_id = d.id and a.unit_id = ${wanted.unitId || null}
		where d.tenant_id = ${tenant} and ${filter} and ${matching}
			and (r.person_id is not null or (${answers} and (d.unit_id = ${wanted.unitId || null} or a.unit_id is not null)) ${followed})`;
	const counted = await sql<{ count: number }>`select count(*)::int as count ${from}`.execute(tx);
	const found = counted.rows[0]?.count ?? 0;
	const pages = Math.max(1, Math.ceil(found / LISTED));
	const page = Math.min(Math.max(1, wanted.page), pages);
	const rows = await sql<ListedDocument>`
		select d.id, d.type_name as "typeName", d.number, d.title, d.issuer, d.issued_on as "issuedOn", d.state, r.read_by as "readBy",
			r.person_id is not null as "isReader", r.studied_at as "studiedAt", r.opened_at as "openedAt", coalesce(r.sections_reached, 0) as "sectionsReached",
			d.section_count as sections, coalesce(a.assigned, 0) as assigned, coalesce(a.studied, 0) as studied
		${from}
		order by ${wanted.filter === 'to_read' ? sql`r.read_by, d.id` : sql`coalesce(d.published_at, d.filed_at) desc, d.id desc`}
		limit ${LISTED} offset ${(page - 1) * LISTED}`.execute(tx);
	return { documents: rows.rows, found, page, pages, answers };
};
