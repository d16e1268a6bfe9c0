import { sql } from 'kysely';
import {
	type Clause,
	clausesOf,
	type Document,
	documentForReading,
	type Rendition,
	renditionsOf,
} from '#lib/features/library/public.server.ts';
import { unitById } from '#lib/features/organisation/public.server.ts';
import { containing } from '#lib/platform/database/containing.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, holds } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { numberKey } from '#lib/text/fold.ts';
import type { ReadingState } from './domain/progress.ts';
import { mayPublish, maySeeReaders, maySummarise } from './policy.ts';

export type OwnProgress = {
	readBy: Day;
	openedAt: Date | null;
	studiedAt: Date | null;
	seconds: number;
	sectionsReached: number;
	lastAnchor: string | null;
	note: string;
};
export type Summary = {
	id: string;
	clauseId: string;
	authorId: string;
	authorName: string;
	/** What it is, when it came from a released summary. */
	kind: string | null;
	body: string;
	writtenAt: Date;
};
export type Reach = { assigned: number; opened: number; studied: number; readBy: Day | null };

/** Everything that the reader's page shows. */
export type ReaderPage = {
	document: Document;
	clauses: Clause[];
	renditions: Rendition[];
	own: OwnProgress | null;
	reached: string[];
	summaries: Summary[];
	reach: Reach | null;
	powers: { publish: boolean; correct: boolean; summarise: boolean; seeReaders: boolean };
};

/** The figures of a document in a unit; null while it is not published there. */
export const reachOf = async (
	tx: Tx,
	tenantId: string,
	documentId: string,
	unitId: string,
): Promise<Reach | null> => {
	const found = await sql<Reach>`
		select r.assigned, r.opened, r.studied, (select min(p.read_by) from publication p
			where p.tenant_id = r.tenant_id and p.document_id = r.document_id and p.unit_id = r.unit_id and p.withdrawn_at is null) as "readBy"
		from document_reach r where r.tenant_id = ${tenantId} and r.document_id = ${documentId} and r.unit_id = ${unitId}`.execute(
		tx,
	);
	return found.rows[0] ?? null;
};

export const summariesOf = async (
	tx: Tx,
	tenantId: string,
	documentId: string,
	unitId: string,
): Promise<Summary[]> => {
	const found = await sql<Summary>`
		select s.id, s.clause_id as "clauseId", s.author_id as "authorId", p.full_name as "authorName", s.kind, s.body, s.written_at as "writtenAt"
		from summary_point s join person p on p.tenant_id = s.tenant_id and p.id = s.author_id
		where s.tenant_id = ${tenantId} and s.document_id = ${documentId} and s.unit_id = ${unitId} order by s.written_at`.execute(
		tx,
	);
	return found.rows;
};

/** How far the actor has come, and the sections that they reached; null when they were not asked to read. */
const ownProgressOf = async (
	tx: Tx,
	actor: Actor,
	documentId: string,
): Promise<{ progress: OwnProgress; reached: string[] } | null> => {
	const own = await sql<OwnProgress & { reached: string[] }>`
		select r.read_by as "readBy", r.opened_at as "openedAt", r.studied_at as "studiedAt", r.seconds, r.sections_reached as "sectionsReached",
			l.anchor as "lastAnchor", p.note,
			coalesce((select jsonb_agg(s.section_id) from section_reading s
				where s.tenant_id = r.tenant_id and s.document_id = r.document_id and s.person_id = r.person_id), '[]') as reached
		from reading r
		join publication p on p.tenant_id = r.tenant_id and p.id = r.publication_id
		left join clause l on l.tenant_id = r.tenant_id and l.id = r.last_section_id
		where r.tenant_id = ${actor.tenantId} and r.document_id = ${documentId} and r.person_id = ${actor.personId}`.execute(
		tx,
	);
	const row = own.rows[0];
	if (!row) return null;
	const { reached, ...progress } = row;
	return { progress, reached };
};

/**
 * The document with its clauses, the actor's own progress and what their unit has written beside it.
 * @throws Failure missing when the actor may not read it
 */
export const readerPageOf = async (
	tx: Tx,
	actor: Actor,
	documentId: string,
	unitId: string,
): Promise<ReaderPage> => {
	const document = await documentForReading(tx, actor, documentId);
	const tenant = actor.tenantId;
	// Sent together: the connection answers one after the other, without a way back and forth for each.
	const [clauses, renditions, own, unit, summaries, reach] = await Promise.all([
		clausesOf(tx, tenant, document.id),
		renditionsOf(tx, tenant, document.id),
		ownProgressOf(tx, actor, document.id),
		unitId ? unitById(tx, unitId) : null,
		unitId ? summariesOf(tx, tenant, document.id, unitId) : [],
		unitId ? reachOf(tx, tenant, document.id, unitId) : null,
	]);
	return {
		document,
		clauses,
		renditions,
		own: own?.progress ?? null,
		reached: own?.reached ?? [],
		summaries,
		reach,
		powers: {
			publish:
				unit !== null &&
				mayPublish(actor, {
					unit: { id: unit.id, path: unit.path },
					holder: { id: document.unitId, path: document.unitPath },
					isPublished: document.state === 'published',
				}).allowed,
			correct: holds(actor, document.unitId, 'clerk', 'secretary', 'deputy'),
			summarise: unit !== null && maySummarise(actor, unit.id).allowed,
			seeReaders: unit !== null && maySeeReaders(actor, unit.id).allowed,
		},
	};
};

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
