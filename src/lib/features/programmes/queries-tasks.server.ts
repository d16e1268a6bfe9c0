import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { depthOf, type TaskDepth } from './depth.server.ts';
import type { ProgrammeState } from './domain/task-states.ts';
import { taskFacts } from './facts.server.ts';
import { mayCancelTask, mayChangeTask, mayDecide, mayReport, maySeeRemarks, maySeeTask } from './policy.ts';
import { type ListedTask, taskColumns, taskTables } from './queries-lists.server.ts';

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
