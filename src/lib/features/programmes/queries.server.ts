import { sql } from 'kysely';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { depthOf, type TaskDepth } from './depth.server.ts';
import type { Coverage } from './domain/coverage.ts';
import { type Figures, figuresOf } from './domain/figures.ts';
import type { ProgrammeState, TaskState } from './domain/task-states.ts';
import { documentsOfUnit, programmeFacts, taskFacts } from './facts.server.ts';
import {
	leads,
	mayAssign,
	mayCancelTask,
	mayChangeProgramme,
	mayChangeTask,
	mayClose,
	mayDecide,
	mayIssue,
	mayPrepare,
	mayReport,
	maySeeProgramme,
	maySeeRemarks,
	maySeeTask,
	maySeeUnitProgrammes,
} from './policy.ts';
import { coverageOfProgramme } from './queries-coverage.server.ts';
import {
	type ListedTask,
	listTasks,
	type TaskFilter,
	taskColumns,
	taskTables,
} from './queries-lists.server.ts';

export type NamedDocument = { id: string; typeName: string; number: string | null; title: string };
const documentsOf = sql`coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'typeName', d.type_name, 'number', d.number, 'title', d.title) order by d.title)
	from programme_document x join document d on d.tenant_id = x.tenant_id and d.id = x.document_id
	where x.tenant_id = p.tenant_id and x.programme_id = p.id), '[]')`;

export type ListedProgramme = {
	id: string;
	title: string;
	state: ProgrammeState;
	startsOn: Day;
	endsOn: Day;
	kind: 'action' | 'standing';
	documents: NamedDocument[];
	figures: Figures;
};

/** The programmes of a unit that the actor may see, with how each stands; drafts only for those who prepare them. */
export const programmesOf = async (
	tx: Tx,
	actor: Actor,
	unit: { id: string; path: string },
	today: Day,
): Promise<{ programmes: ListedProgramme[]; mayPrepare: boolean }> => {
	const facts = { unitId: unit.id, path: unit.path };
	if (!maySeeUnitProgrammes(actor, facts).allowed) return { programmes: [], mayPrepare: false };
	const found = await sql<
		Omit<ListedProgramme, 'figures'> & { tasks: { state: TaskState; dueOn: Day; reportedOn: Day | null }[] }
	>`
		select p.id, p.kind, p.title, p.state, p.starts_on as "startsOn", p.ends_on as "endsOn", ${documentsOf} as documents,
			coalesce((select jsonb_agg(jsonb_build_object('state', t.state, 'dueOn', t.due_on, 'reportedOn', (t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date))
				from task t where t.tenant_id = p.tenant_id and t.programme_id = p.id), '[]') as tasks
		from programme p
		where p.tenant_id = ${actor.tenantId} and p.unit_id = ${unit.id} and (p.state <> 'draft' or ${leads(actor, unit.id)})
		order by p.state = 'closed', p.kind = 'standing', p.created_at desc limit 200`.execute(tx);
	return {
		programmes: found.rows.map(({ tasks, ...programme }) => ({
			...programme,
			figures: figuresOf(tasks, today),
		})),
		mayPrepare: mayPrepare(actor, facts).allowed,
	};
};

export type ProgrammePage = {
	programme: ListedProgramme & { unitId: string; unitName: string };
	/** How many clauses of its documents are answered. */
	coverage: Coverage;
	tasks: ListedTask[];
	total: number;
	powers: { change: boolean; assign: boolean; issue: boolean; close: boolean };
};

/** A programme with a page of its tasks, late ones first. @throws Failure missing */
export const programmePageOf = async (
	tx: Tx,
	actor: Actor,
	programmeId: string,
	today: Day,
	filter: TaskFilter = {},
	page = 1,
): Promise<ProgrammePage> => {
	const facts = await programmeFacts(tx, actor.tenantId, programmeId);
	if (!maySeeProgramme(actor, facts).allowed) throw missing('failure_not_found');
	const head = await sql<{ documents: NamedDocument[]; unitName: string }>`
		select ${documentsOf} as documents, u.short_name as "unitName" from programme p join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
		where p.tenant_id = ${actor.tenantId} and p.id = ${facts.id}`.execute(tx);
	const all = await sql<{ state: TaskState; dueOn: Day; reportedOn: Day | null }>`
		select t.state, t.due_on as "dueOn", (t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date as "reportedOn"
		from task t where t.tenant_id = ${actor.tenantId} and t.programme_id = ${facts.id}`.execute(tx);
	const listed = await listTasks(tx, actor, {
		where: sql`t.programme_id = ${facts.id}`,
		filter,
		today,
		page,
	});
	return {
		programme: {
			id: facts.id,
			kind: facts.kind,
			title: facts.title,
			state: facts.state,
			startsOn: facts.startsOn,
			endsOn: facts.endsOn,
			unitId: facts.unitId,
			unitName: head.rows[0]?.unitName ?? '',
			documents: head.rows[0]?.documents ?? [],
			figures: figuresOf(all.rows, today),
		},
		coverage: await coverageOfProgramme(tx, actor.tenantId, facts.id),
		...listed,
		powers: {
			change: facts.kind === 'action' && mayChangeProgramme(actor, facts).allowed,
			assign: mayAssign(actor, facts).allowed,
			issue: mayIssue(actor, facts).allowed,
			close: facts.kind === 'action' && mayClose(actor, facts).allowed,
		},
	};
};

export type Evidence = {
	id: string;
	kind: 'file' | 'link' | 'text';
	title: string;
	fileName: string | null;
	url: string | null;
	body: string | null;
};
export type Report = {
	id: string;
	kind: 'progress' | 'completion';
	percent: number;
	body: string;
	difficulty: string | null;
	reporterName: string;
	reportedAt: Date;
	decision: 'accepted' | 'returned' | null;
	decidedByName: string | null;
	decidedAt: Date | null;
	reason: string | null;
	evidence: Evidence[];
};
export type TaskPage = {
	task: ListedTask & {
		programmeState: ProgrammeState;
		helpers: string[];
		unitId: string;
		supervisorId: string;
		createdAt: Date;
	};
	clauses: { documentId: string; documentName: string; anchor: string; label: string; words: string }[];
	reports: Report[];
	depth: TaskDepth;
	powers: { progress: boolean; complete: boolean; decide: string | null; change: boolean; cancel: boolean };
};

/** A task with its reports, newest first. Why a result was returned is shown to those whom it concerns. @throws Failure missing */
export const taskPageOf = async (tx: Tx, actor: Actor, taskId: string): Promise<TaskPage> => {
	const facts = await taskFacts(tx, actor.tenantId, taskId);
	if (!maySeeTask(actor, facts).allowed) throw missing('failure_not_found');
	const tenant = actor.tenantId;
	const head = await sql<TaskPage['task']>`
		select ${taskColumns}, p.state as "programmeState", t.unit_id as "unitId", t.supervisor_id as "supervisorId", t.created_at as "createdAt",
			coalesce((select jsonb_agg(x.full_name order by x.sort_key) from task_helper h join person x on x.tenant_id = h.tenant_id and x.id = h.person_id
				where h.tenant_id = t.tenant_id and h.task_id = t.id), '[]') as helpers
		from ${taskTables} where t.tenant_id = ${tenant} and t.id = ${facts.id}`.execute(tx);
	const task = head.rows[0];
	if (!task) throw missing('failure_not_found');
	const clauses = await sql<TaskPage['clauses'][number]>`
		select c.document_id as "documentId", d.type_name || coalesce(' ' || d.number, '') as "documentName", c.anchor, c.label,
			left(coalesce(nullif(c.heading, ''), c.text), 400) as words
		from task_clause k join clause c on c.tenant_id = k.tenant_id and c.id = k.clause_id
		join document d on d.tenant_id = c.tenant_id and d.id = c.document_id
		where k.tenant_id = ${tenant} and k.task_id = ${facts.id} order by d.title, c.ordinal`.execute(tx);
	const reports = await sql<Report>`
		select r.id, r.kind, r.percent, r.body, r.difficulty, w.full_name as "reporterName", r.reported_at as "reportedAt", r.decision, y.full_name as "decidedByName",
			r.decided_at as "decidedAt", r.reason,
			coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'kind', e.kind, 'title', e.title, 'fileName', e.file_name, 'url', e.url, 'body', e.body) order by e.added_at, e.id)
				from evidence e where e.tenant_id = r.tenant_id and e.report_id = r.id), '[]') as evidence
		from task_report r join person w on w.tenant_id = r.tenant_id and w.id = r.reporter_id
		left join person y on y.tenant_id = r.tenant_id and y.id = r.decided_by
		where r.tenant_id = ${tenant} and r.task_id = ${facts.id} order by r.reported_at desc, r.id desc`.execute(
		tx,
	);
	const remarks = maySeeRemarks(actor, facts).allowed;
	const depth = await depthOf(tx, actor, facts);
	const isFree = depth.waitsFor.every(({ isDone }) => isDone);
	const waiting = reports.rows.find(({ kind, decision }) => kind === 'completion' && decision === null);
	return {
		task,
		clauses: clauses.rows,
		depth,
		reports: reports.rows.map((report) => (remarks ? report : { ...report, reason: null })),
		powers: {
			progress: isFree && mayReport(actor, facts, 'progress').allowed,
			complete: isFree && mayReport(actor, facts, 'completion').allowed,
			decide: waiting && mayDecide(actor, facts).allowed ? waiting.id : null,
			change: mayChangeTask(actor, facts).allowed,
			cancel: mayCancelTask(actor, facts).allowed,
		},
	};
};

/** The stored file of a piece of evidence, for whoever may see its task. @throws Failure missing */
export const evidenceFile = async (
	tx: Tx,
	actor: Actor,
	evidenceId: string,
): Promise<{ sha256: string; fileName: string; mediaType: string }> => {
	if (!uuidPattern.test(evidenceId)) throw missing('failure_not_found');
	const found = await sql<{ taskId: string; sha256: string; fileName: string; mediaType: string }>`
		select e.task_id as "taskId", e.sha256, e.file_name as "fileName", f.media_type as "mediaType"
		from evidence e join stored_file f on f.tenant_id = e.tenant_id and f.sha256 = e.sha256
		where e.tenant_id = ${actor.tenantId} and e.id = ${evidenceId}`.execute(tx);
	const row = found.rows[0];
	if (!row || !maySeeTask(actor, await taskFacts(tx, actor.tenantId, row.taskId)).allowed)
		throw missing('failure_not_found');
	return { sha256: row.sha256, fileName: row.fileName, mediaType: row.mediaType };
};

/** What the form of a new programme chooses from. */
export const documentsToCarryOut = async (
	tx: Tx,
	actor: Actor,
	unit: { id: string; path: string },
): Promise<NamedDocument[]> => {
	if (!mayPrepare(actor, { unitId: unit.id, path: unit.path }).allowed) throw missing('failure_not_found');
	return documentsOfUnit(tx, actor.tenantId, unit.path, unit.id);
};

/** The programmes to which a task may be added: those that carry out a document, or all of the unit's. */
export const programmesForTask = async (
	tx: Tx,
	actor: Actor,
	unit: { id: string; path: string },
	documentId: string | null,
): Promise<{ id: string; title: string; state: ProgrammeState }[]> => {
	if (documentId !== null && !uuidPattern.test(documentId)) throw missing('failure_not_found');
	const found = await sql<{ id: string; title: string; state: ProgrammeState }>`
		select p.id, p.title, p.state from programme p
		where p.tenant_id = ${actor.tenantId} and p.unit_id = ${unit.id} and p.state in ('draft', 'issued')
			and (${documentId}::uuid is null or exists (select from programme_document d where d.tenant_id = p.tenant_id and d.programme_id = p.id and d.document_id = ${documentId}))
		order by p.state, p.created_at desc`.execute(tx);
	return found.rows.filter(
		({ state }) => mayAssign(actor, { unitId: unit.id, path: unit.path, state }).allowed,
	);
};

export type ClauseChoice = {
	id: string;
	documentId: string;
	label: string;
	words: string;
	isSection: boolean;
};

/**
 * What the form of a task chooses from: the sections of the programme's documents, and the people of its unit.
 * @param extraClauses clauses below a section that are offered as well: those that the task already names
 */
export const taskFormOf = async (
	tx: Tx,
	actor: Actor,
	programmeId: string,
	today: Day,
	extraClauses: readonly string[],
) => {
	const facts = await programmeFacts(tx, actor.tenantId, programmeId);
	if (!maySeeProgramme(actor, facts).allowed || !mayAssign(actor, facts).allowed)
		throw missing('failure_not_found');
	const documents = await sql<NamedDocument>`
		select d.id, d.type_name as "typeName", d.number, d.title from programme_document x
		join document d on d.tenant_id = x.tenant_id and d.id = x.document_id
		where x.tenant_id = ${actor.tenantId} and x.programme_id = ${facts.id} order by d.title`.execute(tx);
	const extra = extraClauses.filter((id) => uuidPattern.test(id));
	const clauses = await sql<ClauseChoice>`
		select c.id, c.document_id as "documentId", c.label, left(coalesce(nullif(c.heading, ''), c.text), 160) as words, c.is_section as "isSection"
		from programme_document x join clause c on c.tenant_id = x.tenant_id and c.document_id = x.document_id
		where x.tenant_id = ${actor.tenantId} and x.programme_id = ${facts.id} and (c.is_section or c.id = any(${`{${extra.join(',')}}`}::text::uuid[]))
		order by c.document_id, c.ordinal`.execute(tx);
	const people = await peopleOfUnit(tx, facts.unitId, today);
	return {
		programme: {
			id: facts.id,
			title: facts.title,
			startsOn: facts.startsOn,
			endsOn: facts.endsOn,
			state: facts.state,
		},
		documents: documents.rows,
		clauses: clauses.rows,
		people: people.map(({ personId, fullName, jobTitle }) => ({ personId, fullName, jobTitle })),
	};
};

/** What a task says now, for its form. @throws Failure missing */
export const taskWords = async (tx: Tx, actor: Actor, taskId: string) => {
	const facts = await taskFacts(tx, actor.tenantId, taskId);
	if (!maySeeTask(actor, facts).allowed || !mayChangeTask(actor, facts).allowed)
		throw missing('failure_not_found');
	return {
		title: facts.title,
		resultExpected: facts.resultExpected,
		dueOn: facts.dueOn,
		startsOn: facts.startsOn ?? '',
		state: facts.state,
		programmeState: facts.programmeState,
		programmeId: facts.programmeId,
		ownerId: facts.ownerId,
		supervisorId: facts.supervisorId,
		helperIds: [...facts.helperIds],
		clauseIds: facts.clauseIds,
	};
};

/** The tasks that a task may wait for: the others of its programme that were not called off. @throws Failure missing */
export const orderChoices = async (
	tx: Tx,
	actor: Actor,
	taskId: string,
): Promise<{ value: string; label: string }[]> => {
	const facts = await taskFacts(tx, actor.tenantId, taskId);
	if (!maySeeTask(actor, facts).allowed) throw missing('failure_not_found');
	const found = await sql<{ value: string; label: string }>`
		select t.id as value, t.title as label from task t
		where t.tenant_id = ${actor.tenantId} and t.programme_id = ${facts.programmeId} and t.id <> ${facts.id} and t.state <> 'cancelled'
		order by t.due_on, t.id limit 200`.execute(tx);
	return found.rows;
};
