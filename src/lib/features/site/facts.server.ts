import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { SiteBlock, SiteKind } from './domain/kinds.ts';
import { type EntryFacts, mayReadEntry } from './policy.ts';

export type KnownEntry = EntryFacts & {
	id: string;
	kind: SiteKind;
	sourceId: string;
	shortId: string;
	version: number;
	firstPublishedAt: Date | null;
	withdrawnAt: Date | null;
	withdrawnHow: 'approver' | 'author' | 'consent' | 'source' | null;
	withdrawnReason: string;
};

/** A version of an entry with who answers for it. */
export type KnownVersion = {
	version: number;
	title: string;
	slug: string;
	summary: string;
	theme: string;
	themeSlug: string;
	authorName: string;
	day: Day;
	blocks: SiteBlock[];
	consentedAt: Date | null;
	digest: string;
	preparedByName: string;
	preparedAt: Date;
	approvedByName: string | null;
	approvedAt: Date | null;
};

/** The columns of `site_entry e` that policies and pages ask for. */
export const entryColumns = sql`e.id, e.unit_id as "unitId", e.kind, e.source_id as "sourceId", e.author_id as "authorId", e.short_id as "shortId", e.state, e.version,
	e.first_published_at as "firstPublishedAt", e.withdrawn_at as "withdrawnAt", e.withdrawn_how as "withdrawnHow", e.withdrawn_reason as "withdrawnReason",
	exists (select from site_version w where w.tenant_id = e.tenant_id and w.entry_id = e.id and w.approved_at is null) as waits`;

/** The entry for whoever may know of it, locked; to everybody else it is not there. @throws Failure missing */
export const seenEntry = async ({ tx, actor }: CommandContext, entryId: string): Promise<KnownEntry> => {
	const one = await entryFacts(tx, actor.tenantId, entryId, true);
	if (!mayReadEntry(actor, one).allowed) throw missing('failure_not_found');
	return one;
};

/** An entry with what its policies ask for. @throws Failure missing */
export const entryFacts = async (
	tx: Tx,
	tenantId: string,
	entryId: string,
	lock = false,
): Promise<KnownEntry> => {
	if (!uuidPattern.test(entryId)) throw missing('failure_not_found');
	const found = await sql<KnownEntry>`
		select ${entryColumns} from site_entry e where e.tenant_id = ${tenantId} and e.id = ${entryId} ${lock ? sql`for update of e` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

/** The entry that a record has at present (prepared or shown), locked; null where it has none. */
export const entryOf = async (
	tx: Tx,
	tenantId: string,
	of: { unitId: string; kind: SiteKind; sourceId: string },
): Promise<KnownEntry | null> => {
	const found = await sql<KnownEntry>`
		select ${entryColumns} from site_entry e
		where e.tenant_id = ${tenantId} and e.unit_id = ${of.unitId} and e.kind = ${of.kind} and e.source_id = ${of.sourceId} and e.state <> 'withdrawn'
		for update of e`.execute(tx);
	return found.rows[0] ?? null;
};

/** When its author last took the thing off, whatever the source says: a new yes is needed after it. */
export const takenOffByAuthor = async (
	tx: Tx,
	tenantId: string,
	of: { kind: SiteKind; sourceId: string },
): Promise<Date | null> => {
	const found = await sql<{ at: Date | null }>`
		select max(withdrawn_at) as at from site_entry
		where tenant_id = ${tenantId} and kind = ${of.kind} and source_id = ${of.sourceId} and withdrawn_how = 'author'`.execute(
		tx,
	);
	return found.rows[0]?.at ?? null;
};

/** The versions of an entry, the last first. */
export const versionsOf = async (tx: Tx, tenantId: string, entryId: string): Promise<KnownVersion[]> => {
	const found = await sql<KnownVersion>`
		select v.version, v.title, v.slug, v.summary, v.theme, v.theme_slug as "themeSlug", v.author_name as "authorName", v.day, v.blocks,
			v.consented_at as "consentedAt", v.digest, p.full_name as "preparedByName", v.prepared_at as "preparedAt", a.full_name as "approvedByName", v.approved_at as "approvedAt"
		from site_version v
		join person p on p.tenant_id = v.tenant_id and p.id = v.prepared_by
		left join person a on a.tenant_id = v.tenant_id and a.id = v.approved_by
		where v.tenant_id = ${tenantId} and v.entry_id = ${entryId} order by v.version desc`.execute(tx);
	return found.rows;
};
