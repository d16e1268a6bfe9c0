import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { foldWord } from '#lib/text/search-tokens.ts';
import { abbreviationKey } from './domain/abbreviations.ts';
import { entriesOf, recordEntry } from './domain/entries.ts';
import type { IndexedClause } from './domain/passages.ts';
import { notKnown, remember } from './known-terms.server.ts';

/**
 * Notes words and pairs that were not met before, so that a search without marks knows how they are spelled. Rows that are
 * there are not touched, and what this process knows to be there is not asked for; two people who bring the same new word
 * at once wait for one another until the first is done.
 */
export const noteTerms = async (tx: Tx, tenantId: string, terms: Iterable<string>): Promise<void> => {
	const asked = notKnown(tenantId, terms).sort();
	if (asked.length === 0) return;
	const rows = asked.map((term) => ({ f: foldWord(term), t: term }));
	const inserted = await sql<{ term: string }>`
		insert into search_term (tenant_id, folded, term)
		select ${tenantId}, x.f, x.t from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as x(f text, t text)
		on conflict do nothing returning term`.execute(tx);
	remember(
		tx,
		tenantId,
		asked,
		inserted.rows.map(({ term }) => term),
	);
};

/** What of a document goes into the index. */
export type IndexedDocument = {
	typeName: string;
	number: string | null;
	title: string;
	issuer: string | null;
	/** By which it is new or old: the day of issue, else of filing. */
	day: Day;
	clauses: readonly IndexedClause[];
};

const writeEntries = async (
	tx: Tx,
	tenantId: string,
	documentId: string,
	document: IndexedDocument,
): Promise<void> => {
	const entries = entriesOf(document, document.clauses);
	const rows = entries.map((entry) => ({
		p: entry.part,
		a: entry.firstOrdinal,
		b: entry.lastOrdinal,
		v: entry.vector,
	}));
	await sql`
		with seen as materialized (
			select search_facets(${tenantId}, ${documentId}) as facets,
				coalesce((select ${document.day}::date >= s.recent_from from search_state s where s.tenant_id = ${tenantId}), true) as is_recent
		)
		insert into search_passage (tenant_id, document_id, part, first_ordinal, last_ordinal, day, facets, words, is_recent)
		select ${tenantId}, ${documentId}, x.p, x.a, x.b, ${document.day}, seen.facets, x.v::tsvector, seen.is_recent
		from seen, jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as x(p int, a int, b int, v text)`.execute(
		tx,
	);
	const terms = new Set<string>();
	for (const entry of entries) for (const term of entry.terms) terms.add(term);
	await noteTerms(tx, tenantId, terms);
};

/** Puts a document that was filed just now into the index, in the same transaction: near its end, for new words are waited for. */
export const indexNewDocument = writeEntries;

/** Writes the index of a document anew, in the transaction that corrected it. */
export const indexDocument = async (tx: Tx, tenantId: string, documentId: string): Promise<void> => {
	const found = await sql<IndexedDocument>`
		select d.type_name as "typeName", d.number, d.title, d.issuer, coalesce(d.issued_on, (d.filed_at at time zone 'Asia/Ho_Chi_Minh')::date) as day,
			coalesce((select jsonb_agg(jsonb_build_object('ordinal', c.ordinal, 'label', c.label, 'heading', c.heading, 'text', c.text, 'isSection', c.is_section) order by c.ordinal)
				from clause c where c.tenant_id = d.tenant_id and c.document_id = d.id), '[]') as clauses
		from document d where d.tenant_id = ${tenantId} and d.id = ${documentId}`.execute(tx);
	const document = found.rows[0];
	if (!document) return;
	await sql`delete from search_passage where tenant_id = ${tenantId} and document_id = ${documentId}`.execute(
		tx,
	);
	await writeEntries(tx, tenantId, documentId, document);
};

/** Who may see a document changed (it was published): its rows say so from now on. */
export const refreshFacets = async (tx: Tx, tenantId: string, documentId: string): Promise<void> => {
	await sql`
		update search_passage set facets = f.now from (select search_facets(${tenantId}, ${documentId}) as now) f
		where tenant_id = ${tenantId} and document_id = ${documentId} and facets <> f.now`.execute(tx);
};

/** Things that are one row of the index; a new kind gets its line here and a function in db/security. */
const recordSources = {
	task: sql`select t.id, t.title, t.result_expected as body, t.due_on as day, array['u:' || meta.label(t.unit_id)] as facets from task t`,
	meeting: sql`select t.id, t.title, concat_ws(' ', (select string_agg(i.title, '. ' order by i.position) from agenda_item i where i.tenant_id = t.tenant_id and i.meeting_id = t.id), t.conclusion) as body,
		(t.starts_at at time zone 'Asia/Ho_Chi_Minh')::date as day, array['u:' || meta.label(t.unit_id)] as facets from meeting t`,
	person: sql`select t.id, t.full_name as title, t.job_title as body, (t.created_at at time zone 'Asia/Ho_Chi_Minh')::date as day, '{}'::text[] as facets from person t`,
};
export type RecordKind = keyof typeof recordSources;
export const recordKinds = Object.keys(recordSources) as RecordKind[];

/** Writes the index of tasks or people anew, in the transaction that changed them. */
export const indexRecords = async (
	tx: Tx,
	tenantId: string,
	kind: RecordKind,
	ids: readonly string[],
): Promise<void> => {
	const found = await sql<{ id: string; title: string; body: string; day: string; facets: string[] }>`
		${recordSources[kind]} where t.tenant_id = ${tenantId} and t.id = any(${`{${ids.join(',')}}`}::text::uuid[])`.execute(
		tx,
	);
	const terms = new Set<string>();
	const rows = found.rows.map((row) => {
		const entry = recordEntry(row.title, row.body);
		for (const term of entry.terms) terms.add(term);
		return { i: row.id, d: row.day, f: row.facets, v: entry.vector };
	});
	await sql`
		insert into search_record (tenant_id, kind, record_id, day, facets, words)
		select ${tenantId}, ${kind}, x.i, x.d, array(select jsonb_array_elements_text(x.f)), x.v::tsvector
		from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as x(i uuid, d date, f jsonb, v text)
		on conflict (tenant_id, kind, record_id) do update set day = excluded.day, facets = excluded.facets, words = excluded.words`.execute(
		tx,
	);
	await noteTerms(tx, tenantId, terms);
};

/** Adds or strikes an abbreviation; there is one row for each pair of forms. @returns its id */
export const setAbbreviationState = async (
	{ tx, actor, personId, now, newId }: Pick<CommandContext, 'tx' | 'actor' | 'personId' | 'now' | 'newId'>,
	one: { short: string; long: string; state: 'added' | 'struck' },
): Promise<string> => {
	const row = await sql<{ id: string }>`
		insert into abbreviation (tenant_id, id, short_key, long_key, short, long, state, changed_by, changed_at)
		values (${actor.tenantId}, ${newId()}, ${abbreviationKey(one.short)}, ${abbreviationKey(one.long)}, ${one.short}, ${one.long}, ${one.state}, ${personId}, ${now})
		on conflict (tenant_id, short_key, long_key) do update set short = excluded.short, long = excluded.long, state = excluded.state,
			changed_by = excluded.changed_by, changed_at = excluded.changed_at
		returning id`.execute(tx);
	return row.rows[0]?.id ?? '';
};

/**
 * The index of a tenant is written anew by the job of searching: units stand elsewhere, so that others see their documents
 * from above. Until then a document is found by those who saw it before.
 */
export const reindexLater = async (tx: Tx, tenantId: string): Promise<void> => {
	await sql`update search_state set rules = 0 where tenant_id = ${tenantId}`.execute(tx);
};
