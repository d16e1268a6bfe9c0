import { sql } from 'kysely';
import { type Document, documentForReading } from '#lib/features/library/public.server.ts';
import { unitById } from '#lib/features/organisation/public.server.ts';
import { containing } from '#lib/platform/database/containing.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import type { ReadingState } from './domain/progress.ts';
import { maySeeReaders } from './policy.ts';
import { type Reach, reachOf } from './queries.server.ts';

export type Reader = {
	personId: string;
	fullName: string;
	jobTitle: string;
	readBy: Day;
	openedAt: Date | null;
	lastReadAt: Date | null;
	studiedAt: Date | null;
	seconds: number;
	sectionsReached: number;
};

export type ReachList = {
	document: Document;
	unit: { id: string; name: string };
	section: { id: string; anchor: string; label: string; heading: string | null; readers: number } | null;
	reach: Reach;
	readers: Reader[];
	found: number;
	page: number;
	pages: number;
};

const PAGE = 50;

export const reachSorts = ['name', 'progress', 'last'] as const;

export type ReachSort = (typeof reachSorts)[number];

const orders = {
	name: sql`p.sort_key collate "vi-x-icu", p.id`,
	progress: sql`r.studied_at is not null, r.sections_reached, p.sort_key collate "vi-x-icu", p.id`,
	last: sql`r.last_read_at desc nulls last, p.sort_key collate "vi-x-icu", p.id`,
};

/**
 * Who has come how far with a document in a unit, page by page; with an anchor, how it stands with that section.
 * @throws Failure missing for a document that the actor may not read, refused when they may not see names
 */
export const reachListOf = async (
	tx: Tx,
	actor: Actor,
	wanted: {
		documentId: string;
		unitId: string;
		state?: ReadingState | undefined;
		anchor?: string | undefined;
		name?: string | undefined;
		sort: ReachSort;
		page: number;
	},
): Promise<ReachList> => {
	const tenant = actor.tenantId;
	const [document, unit, counted] = await Promise.all([
		documentForReading(tx, actor, wanted.documentId),
		unitById(tx, wanted.unitId),
		reachOf(tx, tenant, wanted.documentId, wanted.unitId),
	]);
	if (!unit) throw missing('failure_not_found');
	const may = maySeeReaders(actor, unit.id);
	if (!may.allowed) throw refused(may.key);
	const section = wanted.anchor
		? ((
				await sql<NonNullable<ReachList['section']>>`
				select c.id, c.anchor, c.label, c.heading, coalesce(s.readers, 0) as readers from clause c
				left join section_reach s on s.tenant_id = c.tenant_id and s.document_id = c.document_id and s.unit_id = ${unit.id} and s.section_id = c.id
				where c.tenant_id = ${tenant} and c.document_id = ${document.id} and c.anchor = ${wanted.anchor} and c.is_section`.execute(
					tx,
				)
			).rows[0] ?? null)
		: null;
	const reach = counted ?? { assigned: 0, opened: 0, studied: 0, readBy: null };
	const reachedSection = section
		? sql`exists (select from section_reading x where x.tenant_id = r.tenant_id and x.document_id = r.document_id and x.person_id = r.person_id and x.section_id = ${section.id})`
		: sql`true`;
	const state = wanted.state;
	const stateIs = section
		? state === 'unopened'
			? sql`not ${reachedSection}`
			: state
				? reachedSection
				: sql`true`
		: state === 'studied'
			? sql`r.studied_at is not null`
			: state === 'reading'
				? sql`r.studied_at is null and r.opened_at is not null`
				: state === 'unopened'
					? sql`r.opened_at is null and r.studied_at is null`
					: sql`true`;
	const name = wanted.name?.trim();
	const nameIs = name ? sql`p.full_name ilike ${containing(name)}` : sql`true`;
	const from = sql`from reading r join person p on p.tenant_id = r.tenant_id and p.id = r.person_id
		where r.tenant_id = ${tenant} and r.document_id = ${document.id} and r.unit_id = ${unit.id} and ${stateIs} and ${nameIs}`;
	const needsCount = section !== null || Boolean(name);
	const found = needsCount
		? ((await sql<{ count: number }>`select count(*)::int as count ${from}`.execute(tx)).rows[0]?.count ?? 0)
		: state === 'studied'
			? reach.studied
			: state === 'reading'
				? reach.opened - reach.studied
				: state === 'unopened'
					? reach.assigned - reach.opened
					: reach.assigned;
	const pages = Math.max(1, Math.ceil(found / PAGE));
	const page = Math.min(Math.max(1, wanted.page), pages);
	const rows = await sql<Reader>`
		select p.id as "personId", p.full_name as "fullName", p.job_title as "jobTitle", r.read_by as "readBy", r.opened_at as "openedAt",
			r.last_read_at as "lastReadAt", r.studied_at as "studiedAt", r.seconds, r.sections_reached as "sectionsReached"
		${from} order by ${orders[wanted.sort]} limit ${PAGE} offset ${(page - 1) * PAGE}`.execute(tx);
	return {
		document,
		unit: { id: unit.id, name: unit.shortName },
		section,
		reach,
		readers: rows.rows,
		found,
		page,
		pages,
	};
};
