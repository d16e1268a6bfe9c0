import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';
import { type Duty, inOrder, type ReadingDuty, type StepDuty, type TaskDuty } from './domain/duties.ts';
import { type FirstStep, firstSteps } from './domain/first-steps.ts';
import { type TodayPowers, todayPowers } from './policy.ts';
import { begunIn, type UnitToday, unitToday } from './unit-today.server.ts';

/** How many duties of a kind the page shows before it refers to the whole list. */
const SHOWN = 6;
/** Days ahead for which the steps of others' tasks are shown. */
const STEPS_AHEAD = 14;

export type Today = {
	duties: Duty[];
	/** How many there are of each kind, shown or not. */
	totals: { read: number; carryOut: number; decide: number; step: number };
	unit: UnitToday | null;
	steps: FirstStep[];
	powers: TodayPowers;
};

const readingDuties = async (tx: Tx, actor: Actor): Promise<(ReadingDuty & { total: number })[]> => {
	const found = await sql<ReadingDuty & { total: number }>`
		select 'read' as kind, d.id as "documentId", d.type_name as "typeName", d.number, d.title, r.read_by as "dueOn",
			r.opened_at is not null as "isOpened", coalesce(nullif(s.label, ''), s.heading) as "placeLabel", c.anchor as "placeAnchor", count(*) over () as total
		from reading r
		join publication p on p.tenant_id = r.tenant_id and p.id = r.publication_id and p.withdrawn_at is null
		join document d on d.tenant_id = r.tenant_id and d.id = r.document_id and d.state = 'published'
		left join clause c on c.tenant_id = r.tenant_id and c.id = r.last_section_id
		left join clause s on s.tenant_id = c.tenant_id and s.id = c.section_id
		where r.tenant_id = ${actor.tenantId} and r.person_id = ${actor.personId} and r.studied_at is null
		order by r.read_by, d.id limit ${SHOWN}`.execute(tx);
	return found.rows;
};

const taskDuties = async (tx: Tx, actor: Actor): Promise<(TaskDuty & { total: number })[]> => {
	const found = await sql<TaskDuty & { total: number }>`
		with duty as (
			select 'carry_out' as kind, t.id, t.title, t.due_on, t.percent, t.owner_id from task t
			join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id and p.state = 'issued'
			where t.tenant_id = ${actor.tenantId} and t.owner_id = ${actor.personId} and t.state in ('assigned', 'in_progress')
			union all
			select 'decide', t.id, t.title, t.due_on, t.percent, t.owner_id from task t
			where t.tenant_id = ${actor.tenantId} and t.supervisor_id = ${actor.personId} and t.state = 'reported'
		), numbered as (
			select *, count(*) over (partition by kind) as total, row_number() over (partition by kind order by due_on, id) as nth from duty
		)
		select n.kind, n.id as "taskId", n.title, n.due_on as "dueOn", n.percent, o.full_name as "ownerName", n.total,
			coalesce((select r.decision = 'returned' from task_report r
				where r.tenant_id = ${actor.tenantId} and r.task_id = n.id order by r.reported_at desc limit 1), false) as "isReturned",
			case when n.kind = 'carry_out' then (select jsonb_build_object('day', (g.urged_at at time zone 'Asia/Ho_Chi_Minh')::date, 'words', g.words, 'byName', w.full_name)
				from task_urge g join person w on w.tenant_id = g.tenant_id and w.id = g.urged_by
				where g.tenant_id = ${actor.tenantId} and g.task_id = n.id order by g.urged_at desc limit 1) end as urged
		from numbered n
		join person o on o.tenant_id = ${actor.tenantId} and o.id = n.owner_id
		where n.nth <= ${SHOWN} order by n.due_on`.execute(tx);
	return found.rows;
};

/** Steps given to somebody that are due within the fortnight, of tasks that are owed. */
const stepDuties = async (tx: Tx, actor: Actor, today: Day): Promise<(StepDuty & { total: number })[]> => {
	const found = await sql<StepDuty & { total: number }>`
		select 'step' as kind, x.id as "stepId", t.id as "taskId", x.title, t.title as "taskTitle", coalesce(x.due_on, t.due_on) as "dueOn", count(*) over () as total
		from task_step x
		join task t on t.tenant_id = x.tenant_id and t.id = x.task_id and t.state in ('assigned', 'in_progress')
		join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id and p.state <> 'draft'
		where x.tenant_id = ${actor.tenantId} and x.person_id = ${actor.personId} and x.done_at is null and coalesce(x.due_on, t.due_on) <= ${addDays(today, STEPS_AHEAD)}
		order by 6, x.id limit ${SHOWN}`.execute(tx);
	return found.rows;
};

/** The home page of a person in a unit: their own duties, and for those who answer for the unit what is behind in it. */
export const todayOf = async (tx: Tx, actor: Actor, unitId: string, today: Day): Promise<Today> => {
	const powers = todayPowers(actor, unitId);
	const reading = await readingDuties(tx, actor);
	const tasks = await taskDuties(tx, actor);
	const steps = await stepDuties(tx, actor, today);
	const totalOf = (kind: TaskDuty['kind']): number => tasks.find((task) => task.kind === kind)?.total ?? 0;
	const begins = powers.people || powers.documents || powers.programmes;
	return {
		duties: inOrder([...reading, ...tasks, ...steps].map(({ total: _total, ...duty }) => duty)),
		totals: {
			read: reading[0]?.total ?? 0,
			carryOut: totalOf('carry_out'),
			decide: totalOf('decide'),
			step: steps[0]?.total ?? 0,
		},
		unit: powers.unit ? await unitToday(tx, actor, unitId, today) : null,
		steps: begins ? firstSteps(await begunIn(tx, actor)) : [],
		powers,
	};
};
