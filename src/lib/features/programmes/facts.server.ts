import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { ProgrammeState, TaskState } from './domain/task-states.ts';
import type { ProgrammeFacts, TaskFacts } from './policy.ts';

export type KnownProgramme = ProgrammeFacts & {
	id: string;
	/** `standing`: what is kept of the work outside of action programmes, one a unit and year. */
	kind: 'action' | 'standing';
	title: string;
	startsOn: Day;
	endsOn: Day;
	documentIds: string[];
};

/** A programme with what its policies ask for. @throws Failure missing */
export const programmeFacts = async (
	tx: Tx,
	tenantId: string,
	programmeId: string,
	lock = false,
): Promise<KnownProgramme> => {
	if (!uuidPattern.test(programmeId)) throw missing('failure_not_found');
	const found = await sql<KnownProgramme>`
		select p.id, p.kind, p.title, p.state, p.starts_on as "startsOn", p.ends_on as "endsOn", p.unit_id as "unitId", u.path::text as path,
			coalesce((select jsonb_agg(d.document_id order by d.document_id) from programme_document d
				where d.tenant_id = p.tenant_id and d.programme_id = p.id), '[]') as "documentIds"
		from programme p join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
		where p.tenant_id = ${tenantId} and p.id = ${programmeId} ${lock ? sql`for update of p` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return { ...row, state: row.state as ProgrammeState };
};

export type KnownTask = TaskFacts & {
	id: string;
	title: string;
	programmeId: string;
	programmeKind: 'action' | 'standing';
	percent: number;
	dueOn: Day;
	startsOn: Day | null;
	recurrenceId: string | null;
	resultExpected: string;
	clauseIds: string[];
	/** The document whose clauses it carries out, or that of its programme. */
	documentId: string | null;
};

/** A task with what its policies ask for. @throws Failure missing */
export const taskFacts = async (
	tx: Tx,
	tenantId: string,
	taskId: string,
	lock = false,
): Promise<KnownTask> => {
	if (!uuidPattern.test(taskId)) throw missing('failure_not_found');
	const found = await sql<KnownTask>`
		select t.id, t.title, t.programme_id as "programmeId", p.kind as "programmeKind", t.state, p.state as "programmeState", t.percent,
			t.due_on as "dueOn", t.starts_on as "startsOn", t.recurrence_id as "recurrenceId", t.result_expected as "resultExpected",
			t.unit_id as "unitId", u.path::text as path, t.owner_id as "ownerId", t.supervisor_id as "supervisorId",
			coalesce((select jsonb_agg(h.person_id) from task_helper h where h.tenant_id = t.tenant_id and h.task_id = t.id), '[]') as "helperIds",
			coalesce((select jsonb_agg(c.clause_id) from task_clause c where c.tenant_id = t.tenant_id and c.task_id = t.id), '[]') as "clauseIds",
			coalesce((select c.document_id from task_clause c where c.tenant_id = t.tenant_id and c.task_id = t.id order by c.clause_id limit 1),
				(select d.document_id from programme_document d where d.tenant_id = t.tenant_id and d.programme_id = t.programme_id order by d.document_id limit 1)) as "documentId"
		from task t
		join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id
		join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id
		where t.tenant_id = ${tenantId} and t.id = ${taskId} ${lock ? sql`for update of t` : sql``}`.execute(tx);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return { ...row, state: row.state as TaskState };
};

/** Clauses among those of some documents. */
export const clausesAmong = async (
	tx: Tx,
	tenantId: string,
	clauseIds: readonly string[],
	documentIds: readonly string[],
): Promise<{ id: string; documentId: string }[]> => {
	if (clauseIds.length === 0 || documentIds.length === 0) return [];
	const found = await sql<{ id: string; documentId: string }>`
		select id, document_id as "documentId" from clause
		where tenant_id = ${tenantId} and id = any(${`{${clauseIds.join(',')}}`}::text::uuid[]) and document_id = any(${`{${documentIds.join(',')}}`}::text::uuid[])`.execute(
		tx,
	);
	return found.rows;
};

/** The documents that a unit holds, or that were published in it or in a unit above. */
export const documentsOfUnit = async (tx: Tx, tenantId: string, unitPath: string, unitId: string) => {
	const found = await sql<{ id: string; typeName: string; number: string | null; title: string }>`
		select d.id, d.type_name as "typeName", d.number, d.title from document d
		join unit h on h.tenant_id = d.tenant_id and h.id = d.unit_id
		where d.tenant_id = ${tenantId} and (d.unit_id = ${unitId} or (d.state = 'published' and h.path @> ${unitPath}::text::ltree))
		order by coalesce(d.published_at, d.filed_at) desc limit 500`.execute(tx);
	return found.rows;
};
