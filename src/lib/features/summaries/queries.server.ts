import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { type PointKind, pointKinds } from './domain/kinds.ts';
import type { AssignmentState } from './domain/states.ts';
import { assignmentFacts, type KnownAssignment, type Section, sectionsOf } from './facts.server.ts';
import {
	mayAnswer,
	mayAssignSummary,
	mayPresent,
	mayRelease,
	mayRemark,
	mayReplace,
	maySeeAssignment,
	maySeeAssignments,
	maySeeDraft,
} from './policy.ts';

export type ListedAssignment = {
	id: string;
	documentId: string;
	documentName: string;
	title: string;
	personId: string;
	personName: string;
	dueOn: Day;
	state: AssignmentState;
	presentedOn: Day | null;
	meetingId: string | null;
	sections: number;
	/** Points that are written. */
	points: number;
};

const listed = sql`select a.id, a.document_id as "documentId", concat_ws(' ', d.type_name, d.number) as "documentName", d.title, a.person_id as "personId",
		p.full_name as "personName", a.due_on as "dueOn", a.state, a.presented_on as "presentedOn", a.meeting_id as "meetingId",
		(select count(*)::int from summary_assignment_clause c where c.tenant_id = a.tenant_id and c.assignment_id = a.id) as sections,
		(select count(*)::int from summary_draft w where w.tenant_id = a.tenant_id and w.assignment_id = a.id and w.body <> '') as points
	from summary_assignment a
	join document d on d.tenant_id = a.tenant_id and d.id = a.document_id
	join person p on p.tenant_id = a.tenant_id and p.id = a.person_id`;

/** What is still owed or waits to be presented or released in a unit: what a meeting takes into its agenda. */
export const assignmentsDue = async (tx: Tx, actor: Actor, unitId: string): Promise<ListedAssignment[]> => {
	const may = maySeeAssignments(actor, unitId);
	if (!may.allowed) throw refused(may.key);
	const found = await sql<ListedAssignment>`${listed}
		where a.tenant_id = ${actor.tenantId} and a.unit_id = ${unitId} and a.state in ('assigned', 'accepted', 'presented')
		order by a.due_on, a.id`.execute(tx);
	return found.rows;
};

/** What was given to summarise in a meeting: for a page that has shown who may see the meeting. No word of a draft. */
export const assignmentsOfMeeting = async (
	tx: Tx,
	tenantId: string,
	meetingId: string,
): Promise<ListedAssignment[]> => {
	const found = await sql<ListedAssignment>`${listed}
		where a.tenant_id = ${tenantId} and a.meeting_id = ${meetingId} and a.state <> 'replaced'
		order by a.assigned_at, a.id`.execute(tx);
	return found.rows;
};

export const assignmentFilters = ['open', 'declined', 'presented', 'released', 'all'] as const;

export type AssignmentFilter = (typeof assignmentFilters)[number];

export type AssignmentList = {
	assignments: ListedAssignment[];
	counts: Record<AssignmentFilter, number>;
	found: number;
	page: number;
	size: number;
	mayAssign: boolean;
	/** All of the unit, or the actor's own. */
	isUnit: boolean;
};

const statesOf: Record<AssignmentFilter, readonly AssignmentState[]> = {
	open: ['assigned', 'accepted'],
	declined: ['declined'],
	presented: ['presented'],
	released: ['released'],
	all: ['assigned', 'accepted', 'declined', 'presented', 'released', 'replaced'],
};

const A_PAGE = 30;

/** Who summarises what in a unit, for those who lead it; for others their own. */
export const assignmentList = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; filter: AssignmentFilter; page: number },
): Promise<AssignmentList> => {
	const isUnit = maySeeAssignments(actor, wanted.unitId).allowed;
	const whose = isUnit ? sql`a.unit_id = ${wanted.unitId}` : sql`a.person_id = ${actor.personId}`;
	const counted = await sql<{ state: AssignmentState; count: number }>`
		select a.state, count(*)::int as count from summary_assignment a where a.tenant_id = ${actor.tenantId} and ${whose} group by a.state`.execute(
		tx,
	);
	const countOf = (filter: AssignmentFilter): number =>
		counted.rows
			.filter(({ state }) => statesOf[filter].includes(state))
			.reduce((sum, { count }) => sum + count, 0);
	const counts = Object.fromEntries(assignmentFilters.map((filter) => [filter, countOf(filter)])) as Record<
		AssignmentFilter,
		number
	>;
	const found = counts[wanted.filter];
	const page = Math.min(Math.max(1, wanted.page), Math.max(1, Math.ceil(found / A_PAGE)));
	const isPast = wanted.filter === 'released' || wanted.filter === 'all';
	const rows = await sql<ListedAssignment>`${listed}
		where a.tenant_id = ${actor.tenantId} and ${whose} and a.state = any(${`{${statesOf[wanted.filter].join(',')}}`}::text[])
		order by ${isPast ? sql`a.due_on desc` : sql`a.due_on`}, a.id limit ${A_PAGE} offset ${(page - 1) * A_PAGE}`.execute(
		tx,
	);
	return {
		assignments: rows.rows,
		counts,
		found,
		page,
		size: A_PAGE,
		mayAssign: mayAssignSummary(actor, wanted.unitId).allowed,
		isUnit,
	};
};

export type DraftPoint = { clauseId: string; kind: PointKind; body: string; revision: number };

/** What is written of an assignment, also where nothing is left of it. Who may read it is the caller's to ask. */
export const draftsOf = async (tx: Tx, tenantId: string, assignmentId: string): Promise<DraftPoint[]> => {
	const found = await sql<DraftPoint>`
		select clause_id as "clauseId", kind, body, revision from summary_draft
		where tenant_id = ${tenantId} and assignment_id = ${assignmentId}
		order by clause_id, array_position(${`{${pointKinds.join(',')}}`}::text[], kind)`.execute(tx);
	return found.rows;
};

export type AssignmentPage = {
	assignment: KnownAssignment;
	sections: Section[];
	/** Null while they are the author's alone. */
	points: DraftPoint[] | null;
	remarks: { id: string; personName: string; body: string; saidAt: Date }[];
	powers: Record<'accept' | 'decline' | 'write' | 'present' | 'remark' | 'release' | 'replace', boolean>;
};

/** One assignment with what was written and said. @throws Failure missing for whoever has no part in it */
export const assignmentPage = async (tx: Tx, actor: Actor, assignmentId: string): Promise<AssignmentPage> => {
	const assignment = await assignmentFacts(tx, actor.tenantId, assignmentId);
	if (!maySeeAssignment(actor, assignment).allowed) throw missing('failure_not_found');
	const shows = maySeeDraft(actor, assignment).allowed;
	const remarks = await sql<AssignmentPage['remarks'][number]>`
		select r.id, p.full_name as "personName", r.body, r.said_at as "saidAt" from summary_remark r
		join person p on p.tenant_id = r.tenant_id and p.id = r.person_id
		where r.tenant_id = ${actor.tenantId} and r.assignment_id = ${assignment.id} order by r.said_at, r.id`.execute(
		tx,
	);
	return {
		assignment,
		sections: await sectionsOf(tx, actor.tenantId, assignment.documentId, assignment.clauseIds),
		points: shows
			? (await draftsOf(tx, actor.tenantId, assignment.id)).filter(({ body }) => body !== '')
			: null,
		remarks: remarks.rows,
		powers: {
			accept: mayAnswer(actor, assignment, 'accept').allowed,
			decline: mayAnswer(actor, assignment, 'decline').allowed,
			write: mayAnswer(actor, assignment, 'write').allowed,
			present: mayPresent(actor, assignment).allowed,
			remark: mayRemark(actor, assignment).allowed,
			release: mayRelease(actor, assignment).allowed,
			replace: mayReplace(actor, assignment).allowed,
		},
	};
};
