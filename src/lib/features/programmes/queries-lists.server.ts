import { type RawBuilder, sql } from 'kysely';
import { urgesOn } from '#lib/features/notifications/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { SOON } from '#lib/shared/urgency.ts';
import type { Outcome } from './domain/indicators.ts';
import type { TaskState } from './domain/task-states.ts';
import { maySeeUnitProgrammes } from './policy.ts';

export type ListedTask = {
	id: string;
	title: string;
	state: TaskState;
	percent: number;
	dueOn: Day;
	/** The day from which it is worked on: what was said, else that on which it was given. */
	startsOn: Day;
	reportedOn: Day | null;
	resultExpected: string;
	ownerId: string;
	ownerName: string;
	supervisorName: string;
	programmeId: string;
	programmeTitle: string;
	evidence: number;
	steps: number;
	stepsDone: number;
	urgedAt: Date | null;
	/** It waits for tasks that are not done. */
	waits: boolean;
	recurs: boolean;
	outcome: Outcome | null;
	clauses: { documentId: string; anchor: string; label: string }[];
};

export const taskColumns = sql`t.id, t.title, t.state, t.percent, t.due_on as "dueOn", t.result_expected as "resultExpected", t.outcome,
	coalesce(t.starts_on, (t.created_at at time zone 'Asia/Ho_Chi_Minh')::date) as "startsOn", (t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date as "reportedOn",
	t.owner_id as "ownerId", o.full_name as "ownerName", s.full_name as "supervisorName", p.id as "programmeId", p.title as "programmeTitle",
	t.recurrence_id is not null as recurs,
	(select count(*)::int from evidence e where e.tenant_id = t.tenant_id and e.task_id = t.id) as evidence,
	(select count(*)::int from task_step x where x.tenant_id = t.tenant_id and x.task_id = t.id) as steps,
	(select count(*)::int from task_step x where x.tenant_id = t.tenant_id and x.task_id = t.id and x.done_at is not null) as "stepsDone",
	(select max(g.urged_at) from ${urgesOn('carry_out', 't.id')} g) as "urgedAt",
	exists (select from task_dependence y join task n on n.tenant_id = y.tenant_id and n.id = y.needs_id and n.state not in ('accepted', 'cancelled')
		where y.tenant_id = t.tenant_id and y.task_id = t.id) as waits,
	coalesce((select jsonb_agg(jsonb_build_object('documentId', c.document_id, 'anchor', c.anchor,
			'label', case when c.label <> '' then c.label else left(coalesce(c.heading, c.text), 40) end) order by c.ordinal)
		from task_clause k join clause c on c.tenant_id = k.tenant_id and c.id = k.clause_id
		where k.tenant_id = t.tenant_id and k.task_id = t.id), '[]') as clauses`;
export const taskTables = sql`task t
	join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id
	join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id
	join person s on s.tenant_id = t.tenant_id and s.id = t.supervisor_id`;

export const taskConditions = [
	'late',
	'soon',
	'open',
	'assigned',
	'in_progress',
	'reported',
	'accepted',
] as const;
export type TaskCondition = (typeof taskConditions)[number];
export const taskSorts = ['due', 'title', 'owner'] as const;
export type TaskSort = (typeof taskSorts)[number];

/** What narrows a list of tasks, and its order. */
export type TaskFilter = {
	condition?: TaskCondition | undefined;
	ownerId?: string | undefined;
	/** A step of it that is not done is given to this person, and the task is somebody else's. */
	stepOfId?: string | undefined;
	programmeId?: string | undefined;
	sort?: TaskSort | undefined;
};

export const lateOn = (today: Day) => sql`t.state in ('assigned', 'in_progress') and t.due_on < ${today}`;
export const soonOn = (today: Day) =>
	sql`t.state in ('assigned', 'in_progress') and t.due_on between ${today} and ${addDays(today, SOON)}`;

const conditionSql = (condition: TaskCondition, today: Day): RawBuilder<unknown> => {
	if (condition === 'late') return lateOn(today);
	if (condition === 'soon') return soonOn(today);
	return condition === 'open' ? sql`t.state in ('assigned', 'in_progress')` : sql`t.state = ${condition}`;
};

const idOr = (id: string | undefined): string | null => (id && uuidPattern.test(id) ? id : null);

const narrowed = (filter: TaskFilter, today: Day): RawBuilder<unknown> => {
	const owner = idOr(filter.ownerId);
	const programme = idOr(filter.programmeId);
	const stepOf = idOr(filter.stepOfId);
	const hasStep = sql`and t.state in ('assigned', 'in_progress') and t.owner_id <> ${stepOf} and exists (select from task_step z
		where z.tenant_id = t.tenant_id and z.task_id = t.id and z.person_id = ${stepOf} and z.done_at is null)`;
	return sql`${filter.condition ? sql`and ${conditionSql(filter.condition, today)}` : sql``}
		${owner ? sql`and t.owner_id = ${owner}` : sql``} ${programme ? sql`and t.programme_id = ${programme}` : sql``} ${stepOf ? hasStep : sql``}`;
};

export const TASKS_A_PAGE = 50;

/** A page of the tasks that a condition names, late ones first unless another order is asked for. What was called off comes last. */
export const listTasks = async (
	tx: Tx,
	actor: Actor,
	wanted: { where: RawBuilder<unknown>; filter: TaskFilter; today: Day; page: number; size?: number },
): Promise<{ tasks: ListedTask[]; total: number }> => {
	const { today, filter, size = TASKS_A_PAGE } = wanted;
	const where = sql`where t.tenant_id = ${actor.tenantId} and ${wanted.where} ${narrowed(filter, today)}`;
	const counted = await sql<{ total: number }>`select count(*)::int as total from task t
		join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id ${where}`.execute(tx);
	const byUrgency = sql`case when ${lateOn(today)} then 0 when t.state = 'accepted' then 2 when t.state = 'cancelled' then 3 else 1 end, t.due_on, t.id`;
	const order = {
		due: byUrgency,
		title: sql`t.title collate "vi-x-icu", t.id`,
		owner: sql`o.sort_key collate "vi-x-icu", ${byUrgency}`,
	}[filter.sort ?? 'due'];
	const found = await sql<ListedTask>`select ${taskColumns} from ${taskTables} ${where}
		order by ${order} limit ${size} offset ${size * (wanted.page - 1)}`.execute(tx);
	return { tasks: found.rows, total: counted.rows[0]?.total ?? 0 };
};

/** The views whose figures other pages link to: of the actor, and of the unit as a whole. */
export type TaskView = 'mine' | 'to_decide' | 'late' | 'unit' | 'unit_late' | 'unit_to_decide';

/**
 * A page of tasks, late ones first: the actor's own (owner, helper, or a step is theirs), those whose result they decide,
 * the late ones among both, or the unit's. Of a unit that is not theirs to see they get their own.
 */
export const tasksFor = async (
	tx: Tx,
	actor: Actor,
	wanted: {
		view: TaskView;
		unit: { id: string; path: string };
		today: Day;
		page?: number;
		filter?: TaskFilter;
	},
): Promise<{ tasks: ListedTask[]; total: number; view: TaskView; seesUnit: boolean }> => {
	const { unit, today } = wanted;
	const seesUnit = maySeeUnitProgrammes(actor, { unitId: unit.id, path: unit.path }).allowed;
	const view = wanted.view.startsWith('unit') && !seesUnit ? 'mine' : wanted.view;
	const own = sql`(t.owner_id = ${actor.personId}
		or exists (select from task_helper h where h.tenant_id = t.tenant_id and h.task_id = t.id and h.person_id = ${actor.personId})
		or exists (select from task_step h where h.tenant_id = t.tenant_id and h.task_id = t.id and h.person_id = ${actor.personId} and h.done_at is null))`;
	const late = lateOn(today);
	const ofUnit = sql`t.unit_id = ${unit.id}`;
	const which = {
		mine: sql`${own} and t.state <> 'cancelled'`,
		to_decide: sql`t.supervisor_id = ${actor.personId} and t.state = 'reported'`,
		late: sql`${late} and (${own} or t.supervisor_id = ${actor.personId})`,
		unit: sql`${ofUnit} and t.state <> 'cancelled'`,
		unit_late: sql`${ofUnit} and ${late}`,
		unit_to_decide: sql`${ofUnit} and t.state = 'reported'`,
	}[view];
	const listed = await listTasks(tx, actor, {
		where: sql`p.state <> 'draft' and ${which}`,
		filter: wanted.filter ?? {},
		today,
		page: wanted.page ?? 1,
	});
	return { ...listed, view, seesUnit };
};
