import { sql } from 'kysely';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { type Figures, figuresOf } from './domain/figures.ts';
import type { ProgrammeState, TaskState } from './domain/task-states.ts';
import { inOrder } from './domain/timing.ts';
import { documentsOfUnit, programmeFacts, taskFacts } from './facts.server.ts';
import {
	leads,
	mayAssign,
	mayCancelTask,
	mayChangeProgramme,
	mayChangeTask,
	mayDecide,
	mayIssue,
	mayPrepare,
	mayReport,
	maySeeProgramme,
	maySeeRemarks,
	maySeeTask,
	maySeeUnitProgrammes,
} from './policy.ts';

export type NamedDocument = { id: string; typeName: string; number: string | null; title: string };
export type ListedTask = {
	id: string;
	title: string;
	state: TaskState;
	percent: number;
	dueOn: Day;
	reportedOn: Day | null;
	resultExpected: string;
	ownerId: string;
	ownerName: string;
	supervisorName: string;
	programmeId: string;
	programmeTitle: string;
	evidence: number;
	clauses: { documentId: string; anchor: string; label: string }[];
};

const taskColumns = sql`t.id, t.title, t.state, t.percent, t.due_on as "dueOn", t.result_expected as "resultExpected", (t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date as "reportedOn",
	t.owner_id as "ownerId", o.full_name as "ownerName", s.full_name as "supervisorName", p.id as "programmeId", p.title as "programmeTitle",
	(select count(*)::int from evidence e where e.tenant_id = t.tenant_id and e.task_id = t.id) as evidence,
	coalesce((select jsonb_agg(jsonb_build_object('documentId', c.document_id, 'anchor', c.anchor,
			'label', case when c.label <> '' then c.label else left(coalesce(c.heading, c.text), 40) end) order by c.ordinal)
		from task_clause k join clause c on c.tenant_id = k.tenant_id and c.id = k.clause_id
		where k.tenant_id = t.tenant_id and k.task_id = t.id), '[]') as clauses`;
const taskTables = sql`task t
	join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id
	join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id
	join person s on s.tenant_id = t.tenant_id and s.id = t.supervisor_id`;

const documentsOf = sql`coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'typeName', d.type_name, 'number', d.number, 'title', d.title) order by d.title)
	from programme_document x join document d on d.tenant_id = x.tenant_id and d.id = x.document_id
	where x.tenant_id = p.tenant_id and x.programme_id = p.id), '[]')`;

export type ListedProgramme = {
	id: string;
	title: string;
	state: ProgrammeState;
	startsOn: Day;
	endsOn: Day;
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
		select p.id, p.title, p.state, p.starts_on as "startsOn", p.ends_on as "endsOn", ${documentsOf} as documents,
			coalesce((select jsonb_agg(jsonb_build_object('state', t.state, 'dueOn', t.due_on, 'reportedOn', (t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date))
				from task t where t.tenant_id = p.tenant_id and t.programme_id = p.id), '[]') as tasks
		from programme p
		where p.tenant_id = ${actor.tenantId} and p.unit_id = ${unit.id} and (p.state <> 'draft' or ${leads(actor, unit.id)})
		order by p.state = 'closed', p.created_at desc limit 200`.execute(tx);
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
	tasks: ListedTask[];
	powers: { change: boolean; assign: boolean; issue: boolean };
};

/** A programme with its tasks, late ones first. @throws Failure missing */
export const programmePageOf = async (
	tx: Tx,
	actor: Actor,
	programmeId: string,
	today: Day,
): Promise<ProgrammePage> => {
	const facts = await programmeFacts(tx, actor.tenantId, programmeId);
	if (!maySeeProgramme(actor, facts).allowed) throw missing('failure_not_found');
	const head = await sql<{ documents: NamedDocument[]; unitName: string }>`
		select ${documentsOf} as documents, u.short_name as "unitName" from programme p join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
		where p.tenant_id = ${actor.tenantId} and p.id = ${facts.id}`.execute(tx);
	const tasks = await sql<ListedTask>`select ${taskColumns} from ${taskTables}
		where t.tenant_id = ${actor.tenantId} and t.programme_id = ${facts.id} order by t.due_on, t.id`.execute(
		tx,
	);
	return {
		programme: {
			id: facts.id,
			title: facts.title,
			state: facts.state,
			startsOn: facts.startsOn,
			endsOn: facts.endsOn,
			unitId: facts.unitId,
			unitName: head.rows[0]?.unitName ?? '',
			documents: head.rows[0]?.documents ?? [],
			figures: figuresOf(tasks.rows, today),
		},
		tasks: inOrder(tasks.rows, today),
		powers: {
			change: mayChangeProgramme(actor, facts).allowed,
			assign: mayAssign(actor, facts).allowed,
			issue: mayIssue(actor, facts).allowed,
		},
	};
};

/** The views whose figures other pages link to: of the actor, and of the unit as a whole. */
export type TaskView = 'mine' | 'to_decide' | 'late' | 'unit' | 'unit_late' | 'unit_to_decide';
export const TASKS_A_PAGE = 50;

/**
 * A page of tasks, late ones first: the actor's own (owner or helper), those whose result they decide, the late ones
 * among both, or the unit's. Of a unit that is not theirs to see they get their own.
 */
export const tasksFor = async (
	tx: Tx,
	actor: Actor,
	wanted: { view: TaskView; unit: { id: string; path: string }; today: Day; page?: number },
): Promise<{ tasks: ListedTask[]; total: number; view: TaskView; seesUnit: boolean }> => {
	const { unit, today } = wanted;
	const seesUnit = maySeeUnitProgrammes(actor, { unitId: unit.id, path: unit.path }).allowed;
	const view = wanted.view.startsWith('unit') && !seesUnit ? 'mine' : wanted.view;
	const own = sql`(t.owner_id = ${actor.personId} or exists (select from task_helper h
		where h.tenant_id = t.tenant_id and h.task_id = t.id and h.person_id = ${actor.personId}))`;
	const late = sql`t.state in ('assigned', 'in_progress') and t.due_on < ${today}`;
	const ofUnit = sql`t.unit_id = ${unit.id}`;
	const which = {
		mine: sql`${own} and t.state <> 'cancelled'`,
		to_decide: sql`t.supervisor_id = ${actor.personId} and t.state = 'reported'`,
		late: sql`${late} and (${own} or t.supervisor_id = ${actor.personId})`,
		unit: sql`${ofUnit} and t.state <> 'cancelled'`,
		unit_late: sql`${ofUnit} and ${late}`,
		unit_to_decide: sql`${ofUnit} and t.state = 'reported'`,
	}[view];
	const where = sql`where t.tenant_id = ${actor.tenantId} and p.state <> 'draft' and ${which}`;
	const counted = await sql<{ total: number }>`select count(*)::int as total from task t
		join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id ${where}`.execute(tx);
	const found = await sql<ListedTask>`select ${taskColumns} from ${taskTables} ${where}
		order by case when ${late} then 0 when t.state = 'accepted' then 2 else 1 end, t.due_on, t.id
		limit ${TASKS_A_PAGE} offset ${TASKS_A_PAGE * ((wanted.page ?? 1) - 1)}`.execute(tx);
	return { tasks: found.rows, total: counted.rows[0]?.total ?? 0, view, seesUnit };
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
		supervisorId: string;
		createdAt: Date;
	};
	clauses: { documentId: string; documentName: string; anchor: string; label: string; words: string }[];
	reports: Report[];
	powers: { progress: boolean; complete: boolean; decide: string | null; change: boolean; cancel: boolean };
};

/** A task with its reports, newest first. Why a result was returned is shown to those whom it concerns. @throws Failure missing */
export const taskPageOf = async (tx: Tx, actor: Actor, taskId: string): Promise<TaskPage> => {
	const facts = await taskFacts(tx, actor.tenantId, taskId);
	if (!maySeeTask(actor, facts).allowed) throw missing('failure_not_found');
	const tenant = actor.tenantId;
	const head = await sql<TaskPage['task']>`
		select ${taskColumns}, p.state as "programmeState", t.supervisor_id as "supervisorId", t.created_at as "createdAt",
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
		select r.id, r.kind, r.percent, r.body, w.full_name as "reporterName", r.reported_at as "reportedAt", r.decision, y.full_name as "decidedByName",
			r.decided_at as "decidedAt", r.reason,
			coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'kind', e.kind, 'title', e.title, 'fileName', e.file_name, 'url', e.url, 'body', e.body) order by e.added_at, e.id)
				from evidence e where e.tenant_id = r.tenant_id and e.report_id = r.id), '[]') as evidence
		from task_report r join person w on w.tenant_id = r.tenant_id and w.id = r.reporter_id
		left join person y on y.tenant_id = r.tenant_id and y.id = r.decided_by
		where r.tenant_id = ${tenant} and r.task_id = ${facts.id} order by r.reported_at desc, r.id desc`.execute(
		tx,
	);
	const remarks = maySeeRemarks(actor, facts).allowed;
	const waiting = reports.rows.find(({ kind, decision }) => kind === 'completion' && decision === null);
	return {
		task,
		clauses: clauses.rows,
		reports: reports.rows.map((report) => (remarks ? report : { ...report, reason: null })),
		powers: {
			progress: mayReport(actor, facts, 'progress').allowed,
			complete: mayReport(actor, facts, 'completion').allowed,
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
		state: facts.state,
		programmeId: facts.programmeId,
		ownerId: facts.ownerId,
		supervisorId: facts.supervisorId,
		helperIds: [...facts.helperIds],
		clauseIds: facts.clauseIds,
	};
};
