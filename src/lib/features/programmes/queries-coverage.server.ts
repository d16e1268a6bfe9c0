import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { type Answer, answerOf, type Coverage, coverageOf } from './domain/coverage.ts';
import type { TaskState } from './domain/task-states.ts';
import { programmeFacts } from './facts.server.ts';
import { mayAnswerClauses, mayAssign, maySeeProgramme } from './policy.ts';

export type CoveredClause = {
	id: string;
	documentId: string;
	anchor: string;
	label: string;
	words: string;
	depth: number;
	tasks: {
		id: string;
		title: string;
		state: TaskState;
		ownerName: string;
		dueOn: Day;
		reportedOn: Day | null;
	}[];
	notApplicable: { reason: string; byName: string; at: string } | null;
};

/** The sections of a programme's documents that its tasks carry out. */
export const sectionsWithTasks = async (
	tx: Tx,
	tenantId: string,
	programmeId: string,
): Promise<Set<string>> => {
	const found = await sql<{ id: string }>`
		select distinct c.section_id as id from task t
		join task_clause k on k.tenant_id = t.tenant_id and k.task_id = t.id
		join clause c on c.tenant_id = k.tenant_id and c.id = k.clause_id
		where t.tenant_id = ${tenantId} and t.programme_id = ${programmeId} and t.state <> 'cancelled'`.execute(
		tx,
	);
	return new Set(found.rows.map(({ id }) => id));
};

/** The sections of a programme's documents in the order of the text, each with its answer. Three statements. */
export const clausesOfProgramme = async (
	tx: Tx,
	tenantId: string,
	programmeId: string,
): Promise<CoveredClause[]> => {
	const sections = await sql<Omit<CoveredClause, 'tasks'>>`
		select c.id, c.document_id as "documentId", c.anchor, c.label, case when length(x.words) > 240 then regexp_replace(left(x.words, 240), '[[:space:]]+[^[:space:]]*$', '…') else x.words end as words, c.depth,
			case when n.clause_id is not null then jsonb_build_object('reason', n.reason, 'byName', w.full_name, 'at', n.decided_at) end as "notApplicable"
		from programme_document k
		join document d on d.tenant_id = k.tenant_id and d.id = k.document_id
		join clause c on c.tenant_id = k.tenant_id and c.document_id = k.document_id and c.is_section
		cross join lateral (select coalesce(nullif(c.heading, ''), c.text) as words) x
		left join clause_not_applicable n on n.tenant_id = k.tenant_id and n.programme_id = k.programme_id and n.clause_id = c.id
		left join person w on w.tenant_id = n.tenant_id and w.id = n.decided_by
		where k.tenant_id = ${tenantId} and k.programme_id = ${programmeId}
		order by d.title, d.id, c.ordinal`.execute(tx);
	const tasks = await sql<CoveredClause['tasks'][number] & { sectionId: string }>`
		select distinct on (t.due_on, t.id, c.section_id) c.section_id as "sectionId", t.id, t.title, t.state, o.full_name as "ownerName", t.due_on as "dueOn",
			(t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date as "reportedOn"
		from task t
		join task_clause k on k.tenant_id = t.tenant_id and k.task_id = t.id
		join clause c on c.tenant_id = k.tenant_id and c.id = k.clause_id
		join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id
		where t.tenant_id = ${tenantId} and t.programme_id = ${programmeId} and t.state <> 'cancelled'
		order by t.due_on, t.id, c.section_id`.execute(tx);
	const bySection = new Map<string, CoveredClause['tasks']>();
	for (const { sectionId, ...task } of tasks.rows) {
		const known = bySection.get(sectionId);
		if (known) known.push(task);
		else bySection.set(sectionId, [task]);
	}
	return sections.rows.map((section) => ({ ...section, tasks: bySection.get(section.id) ?? [] }));
};

export type CoveragePage = {
	programme: { id: string; title: string };
	documents: { id: string; typeName: string; number: string | null; title: string }[];
	clauses: CoveredClause[];
	coverage: Coverage;
	filter: Answer | 'all';
	powers: { answer: boolean; assign: boolean };
};

/** What of a programme's documents is answered, by work or by a reason, and what is open. @throws Failure missing */
export const coveragePageOf = async (
	tx: Tx,
	actor: Actor,
	programmeId: string,
	filter: Answer | 'all',
): Promise<CoveragePage> => {
	const facts = await programmeFacts(tx, actor.tenantId, programmeId);
	if (!maySeeProgramme(actor, facts).allowed) throw missing('failure_not_found');
	const documents = await sql<CoveragePage['documents'][number]>`
		select d.id, d.type_name as "typeName", d.number, d.title from programme_document x
		join document d on d.tenant_id = x.tenant_id and d.id = x.document_id
		where x.tenant_id = ${actor.tenantId} and x.programme_id = ${facts.id} order by d.title, d.id`.execute(
		tx,
	);
	const clauses = await clausesOfProgramme(tx, actor.tenantId, facts.id);
	return {
		programme: { id: facts.id, title: facts.title },
		documents: documents.rows,
		clauses: clauses.filter((clause) => filter === 'all' || answerOf(clause) === filter),
		coverage: coverageOf(clauses),
		filter,
		powers: {
			answer: mayAnswerClauses(actor, facts).allowed,
			assign: mayAssign(actor, facts).allowed,
		},
	};
};

/** The figures alone, for the head of a programme. */
export const coverageOfProgramme = async (
	tx: Tx,
	tenantId: string,
	programmeId: string,
): Promise<Coverage> => {
	const found = await sql<{ carried: boolean; setAside: boolean }>`
		select exists (select from task_clause k join clause x on x.tenant_id = k.tenant_id and x.id = k.clause_id
				join task t on t.tenant_id = k.tenant_id and t.id = k.task_id and t.programme_id = ${programmeId} and t.state <> 'cancelled'
				where k.tenant_id = c.tenant_id and k.document_id = c.document_id and x.section_id = c.id) as carried,
			n.clause_id is not null as "setAside"
		from programme_document d
		join clause c on c.tenant_id = d.tenant_id and c.document_id = d.document_id and c.is_section
		left join clause_not_applicable n on n.tenant_id = d.tenant_id and n.programme_id = d.programme_id and n.clause_id = c.id
		where d.tenant_id = ${tenantId} and d.programme_id = ${programmeId}`.execute(tx);
	return coverageOf(
		found.rows.map(({ carried, setAside }) => ({
			tasks: carried ? [true] : [],
			notApplicable: setAside || null,
		})),
	);
};

/**
 * Which sections of a document do not apply to a unit, by its programmes, and why. For the trace.
 * @param drafts whether what is said in a draft counts
 */
export const notApplicableIn = async (
	tx: Tx,
	wanted: { tenantId: string; documentId: string; unitId: string; drafts: boolean },
): Promise<Map<string, { reason: string; programmeId: string }>> => {
	const found = await sql<{ sectionId: string; reason: string; programmeId: string }>`
		select c.section_id as "sectionId", n.reason, n.programme_id as "programmeId" from clause_not_applicable n
		join programme p on p.tenant_id = n.tenant_id and p.id = n.programme_id and p.unit_id = ${wanted.unitId}
		join clause c on c.tenant_id = n.tenant_id and c.id = n.clause_id and c.is_section
		where n.tenant_id = ${wanted.tenantId} and n.document_id = ${wanted.documentId} and (p.state <> 'draft' or ${wanted.drafts})
		order by n.decided_at`.execute(tx);
	return new Map(found.rows.map(({ sectionId, ...said }) => [sectionId, said]));
};
