import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { Coverage } from './domain/coverage.ts';
import { type Figures, figuresOf } from './domain/figures.ts';
import type { ProgrammeState, TaskState } from './domain/task-states.ts';
import { programmeFacts } from './facts.server.ts';
import {
	leads,
	mayAssign,
	mayChangeProgramme,
	mayClose,
	mayIssue,
	mayPrepare,
	maySeeProgramme,
	maySeeUnitProgrammes,
} from './policy.ts';
import { coverageOfProgramme } from './queries-coverage.server.ts';
import { type ListedTask, listTasks, type TaskFilter } from './queries-lists.server.ts';

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
