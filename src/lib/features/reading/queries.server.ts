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
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, holds } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
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
