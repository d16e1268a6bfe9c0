import { sql } from 'kysely';
import { urgesOn } from '#lib/features/notifications/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { Period } from './domain/periods.ts';
import { type ReportContent, reportContent, type TaskToReport } from './domain/report.ts';
import { type KnownProgramme, programmeFacts } from './facts.server.ts';
import { indicatorsOf } from './indicators.server.ts';
import { maySeeProgramme } from './policy.ts';
import { clausesOfProgramme } from './queries-coverage.server.ts';

export type ReportHead = {
	programme: { id: string; title: string; unitId: string; unitName: string; startsOn: Day; endsOn: Day };
	documents: {
		id: string;
		typeName: string;
		number: string | null;
		title: string;
		issuer: string | null;
		issuedOn: Day | null;
	}[];
};
export type ProgrammeReport = ReportHead & { content: ReportContent };

const headOf = async (
	tx: Tx,
	actor: Actor,
	programmeId: string,
): Promise<ReportHead & { facts: KnownProgramme }> => {
	const facts = await programmeFacts(tx, actor.tenantId, programmeId);
	if (!maySeeProgramme(actor, facts).allowed) throw missing('failure_not_found');
	const unit = await sql<{ name: string }>`
		select name from unit where tenant_id = ${actor.tenantId} and id = ${facts.unitId}`.execute(tx);
	const documents = await sql<ReportHead['documents'][number]>`
		select d.id, d.type_name as "typeName", d.number, d.title, d.issuer, d.issued_on as "issuedOn" from programme_document x
		join document d on d.tenant_id = x.tenant_id and d.id = x.document_id
		where x.tenant_id = ${actor.tenantId} and x.programme_id = ${facts.id} order by d.title, d.id`.execute(
		tx,
	);
	const { id, title, unitId, startsOn, endsOn } = facts;
	return {
		facts,
		programme: { id, title, unitId, unitName: unit.rows[0]?.name ?? '', startsOn, endsOn },
		documents: documents.rows,
	};
};

type TaskRow = Omit<TaskToReport, 'indicators' | 'reports' | 'extendedOn' | 'urgedOn'> & {
	reports: { at: string; body: string; difficulty: string | null }[];
	extended: string[];
	urged: string[];
};

const inVietNam = (column: string) => sql`(${sql.ref(column)} at time zone 'Asia/Ho_Chi_Minh')::date`;

const tasksToReport = async (
	tx: Tx,
	tenant: string,
	programmeId: string,
	today: Day,
): Promise<TaskToReport[]> => {
	const found = await sql<TaskRow>`
		select t.id, t.title, t.result_expected as "resultExpected", o.full_name as "ownerName", t.state, t.percent, ${inVietNam('t.created_at')} as "givenOn",
			t.due_on as "dueOn", ${inVietNam('t.reported_at')} as "reportedOn", ${inVietNam('t.accepted_at')} as "acceptedOn", t.outcome, t.result,
			coalesce((select jsonb_agg(x.full_name order by x.sort_key) from task_helper h join person x on x.tenant_id = h.tenant_id and x.id = h.person_id
				where h.tenant_id = t.tenant_id and h.task_id = t.id), '[]') as "helperNames",
			coalesce((select jsonb_agg(distinct c.section_id) from task_clause k join clause c on c.tenant_id = k.tenant_id and c.id = k.clause_id
				where k.tenant_id = t.tenant_id and k.task_id = t.id), '[]') as "sectionIds",
			coalesce((select jsonb_agg(jsonb_build_object('at', r.reported_at, 'body', r.body, 'difficulty', r.difficulty) order by r.reported_at, r.id)
				from task_report r where r.tenant_id = t.tenant_id and r.task_id = t.id), '[]') as reports,
			coalesce((select jsonb_agg(d.decided_at) from deadline_change d where d.tenant_id = t.tenant_id and d.task_id = t.id and d.decision = 'granted'), '[]') as extended,
			coalesce((select jsonb_agg(g.urged_at) from ${urgesOn('carry_out', 't.id')} g), '[]') as urged
		from task t join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id
		where t.tenant_id = ${tenant} and t.programme_id = ${programmeId} and t.state <> 'cancelled' and ${inVietNam('t.created_at')} <= ${today}
		order by t.due_on, t.id`.execute(tx);
	const indicators = await indicatorsOf(
		tx,
		tenant,
		found.rows.map(({ id }) => id),
	);
	const day = (at: string): Day => dayOf(new Date(at));
	return found.rows.map(({ reports, extended, urged, ...task }) => ({
		...task,
		indicators: indicators.filter(({ taskId }) => taskId === task.id),
		reports: reports.map(({ at, body, difficulty }) => ({ on: day(at), body, difficulty })),
		extendedOn: extended.map(day),
		urgedOn: urged.map(day),
	}));
};

/**
 * The report of a programme for a period: figures, clauses with their tasks, indicators against targets, difficulties.
 * @throws Failure missing
 */
export const programmeReport = async (
	tx: Tx,
	actor: Actor,
	programmeId: string,
	period: Period,
	today: Day,
): Promise<ProgrammeReport> => {
	const { facts, ...head } = await headOf(tx, actor, programmeId);
	const tasks = await tasksToReport(tx, actor.tenantId, facts.id, today);
	const clauses = await clausesOfProgramme(tx, actor.tenantId, facts.id);
	return { ...head, content: reportContent(tasks, clauses, period, today) };
};

/** An action programme as it goes on paper. */
export type ProgrammePaper = ReportHead & {
	tasks: {
		/** STT: the number of the row. */
		place: number;
		taskId: string;
		content: string;
		/** The clauses that it carries out, as they are cited. */
		clauses: string[];
		ownerName: string;
		helperNames: string[];
		supervisorName: string;
		startsOn: Day | null;
		dueOn: Day;
		/** What will be there when it is done. */
		product: string;
		indicators: { name: string; measure: string; direction: 'at_least' | 'at_most'; target: number }[];
	}[];
	notApplicable: { label: string; words: string; reason: string }[];
};

/** What an action programme says, for a paper in the prescribed form: its documents, and its tasks in the order of their days. @throws Failure missing */
export const programmePaper = async (tx: Tx, actor: Actor, programmeId: string): Promise<ProgrammePaper> => {
	const { facts, ...head } = await headOf(tx, actor, programmeId);
	const tasks = await sql<Omit<ProgrammePaper['tasks'][number], 'place' | 'indicators'>>`
		select t.id as "taskId", t.title as content, o.full_name as "ownerName", s.full_name as "supervisorName", t.starts_on as "startsOn", t.due_on as "dueOn",
			t.result_expected as product,
			coalesce((select jsonb_agg(x.full_name order by x.sort_key) from task_helper h join person x on x.tenant_id = h.tenant_id and x.id = h.person_id
				where h.tenant_id = t.tenant_id and h.task_id = t.id), '[]') as "helperNames",
			coalesce((select jsonb_agg(case when c.label <> '' then c.label else left(coalesce(c.heading, c.text), 60) end order by c.document_id, c.ordinal)
				from task_clause k join clause c on c.tenant_id = k.tenant_id and c.id = k.clause_id
				where k.tenant_id = t.tenant_id and k.task_id = t.id), '[]') as clauses
		from task t
		join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id
		join person s on s.tenant_id = t.tenant_id and s.id = t.supervisor_id
		where t.tenant_id = ${actor.tenantId} and t.programme_id = ${facts.id} and t.state <> 'cancelled'
		order by t.due_on, t.id`.execute(tx);
	const indicators = await indicatorsOf(
		tx,
		actor.tenantId,
		tasks.rows.map(({ taskId }) => taskId),
	);
	const clauses = await clausesOfProgramme(tx, actor.tenantId, facts.id);
	return {
		...head,
		tasks: tasks.rows.map((task, at) => ({
			place: at + 1,
			...task,
			indicators: indicators
				.filter(({ taskId }) => taskId === task.taskId)
				.map(({ name, measure, direction, target }) => ({ name, measure, direction, target })),
		})),
		notApplicable: clauses.flatMap(({ label, words, notApplicable, tasks: work }) =>
			notApplicable && work.length === 0 ? [{ label, words, reason: notApplicable.reason }] : [],
		),
	};
};
