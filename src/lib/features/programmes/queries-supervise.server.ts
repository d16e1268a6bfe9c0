import { sql } from 'kysely';
import { urgesOn } from '#lib/features/notifications/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { SOON } from '#lib/shared/urgency.ts';
import type { TaskState } from './domain/task-states.ts';
import { leads, maySuperviseUnit, mayUrge } from './policy.ts';
import { lateOn, soonOn } from './queries-lists.server.ts';

export type BehindTask = {
	id: string;
	title: string;
	state: TaskState;
	percent: number;
	dueOn: Day;
	ownerId: string;
	ownerName: string;
	supervisorName: string;
	programmeTitle: string;
	lastReportAt: Date | null;
	urgedAt: Date | null;
	urgedByName: string | null;
	urges: number;
	/** Names of the tasks that it waits for. */
	waitsFor: string[];
	/** More time was asked for, and nobody has decided. */
	asksFor: Day | null;
	mayUrge: boolean;
};

export type BehindFilter = 'all' | 'late' | 'soon' | 'not_urged' | 'asking';
export type BehindPerson = { personId: string; name: string; late: number; soon: number };
export type SupervisePage = {
	tasks: BehindTask[];
	total: number;
	figures: { late: number; soon: number; notUrged: number; asking: number };
	people: BehindPerson[];
	/** The whole unit, or only what the actor follows. */
	isUnit: boolean;
};

export const BEHIND_A_PAGE = 50;

/** Who is behind, on what, since when, urged when: of what the actor follows; of the whole unit for who leads it. */
export const behindFor = async (
	tx: Tx,
	actor: Actor,
	wanted: {
		unit: { id: string; path: string };
		today: Day;
		filter: BehindFilter;
		ownerId?: string | undefined;
		page: number;
	},
): Promise<SupervisePage> => {
	const { unit, today } = wanted;
	const isUnit = maySuperviseUnit(actor, { unitId: unit.id, path: unit.path }).allowed;
	const mine = sql`t.supervisor_id = ${actor.personId}`;
	const urged = sql`exists (select from ${urgesOn('carry_out', 't.id')} g)`;
	const asking = sql`exists (select from deadline_change d where d.tenant_id = t.tenant_id and d.task_id = t.id and d.decision is null)`;
	const base = sql`from task t
		join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id and p.state <> 'draft'
		join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id
		where t.tenant_id = ${actor.tenantId} and t.state in ('assigned', 'in_progress') and ${isUnit ? sql`(t.unit_id = ${unit.id} or ${mine})` : mine}
			and (t.due_on <= ${addDays(today, SOON)} or ${asking})`;
	const owner = wanted.ownerId && uuidPattern.test(wanted.ownerId) ? wanted.ownerId : null;
	const narrowed = sql`${
		{
			all: sql``,
			late: sql`and ${lateOn(today)}`,
			soon: sql`and ${soonOn(today)}`,
			not_urged: sql`and ${lateOn(today)} and not ${urged}`,
			asking: sql`and ${asking}`,
		}[wanted.filter]
	} ${owner ? sql`and t.owner_id = ${owner}` : sql``}`;
	const figures = await sql<SupervisePage['figures']>`
		select count(*) filter (where ${lateOn(today)})::int as late, count(*) filter (where ${soonOn(today)})::int as soon,
			count(*) filter (where ${lateOn(today)} and not ${urged})::int as "notUrged", count(*) filter (where ${asking})::int as asking ${base}`.execute(
		tx,
	);
	const people = await sql<BehindPerson>`
		select t.owner_id as "personId", o.full_name as name, count(*) filter (where ${lateOn(today)})::int as late, count(*) filter (where ${soonOn(today)})::int as soon
		${base} group by t.owner_id, o.full_name, o.sort_key order by 3 desc, 4 desc, o.sort_key limit 200`.execute(
		tx,
	);
	const total = await sql<{ total: number }>`select count(*)::int as total ${base} ${narrowed}`.execute(tx);
	const found = await sql<
		Omit<BehindTask, 'mayUrge'> & { unitId: string; path: string; supervisorId: string }
	>`
		select t.id, t.title, t.state, t.percent, t.due_on as "dueOn", t.owner_id as "ownerId", o.full_name as "ownerName", s.full_name as "supervisorName",
			t.supervisor_id as "supervisorId", t.unit_id as "unitId", u.path::text as path, p.title as "programmeTitle", g.at as "urgedAt", g.name as "urgedByName",
			(select count(*)::int from ${urgesOn('carry_out', 't.id')} x) as urges,
			(select max(r.reported_at) from task_report r where r.tenant_id = t.tenant_id and r.task_id = t.id) as "lastReportAt",
			(select d.to_day from deadline_change d where d.tenant_id = t.tenant_id and d.task_id = t.id and d.decision is null) as "asksFor",
			coalesce((select jsonb_agg(n.title order by n.due_on) from task_dependence y join task n on n.tenant_id = y.tenant_id and n.id = y.needs_id
				and n.state not in ('accepted', 'cancelled') where y.tenant_id = t.tenant_id and y.task_id = t.id), '[]') as "waitsFor"
		from (select t.id as task_id, t.due_on as day ${base} ${narrowed} order by t.due_on, t.id limit ${BEHIND_A_PAGE} offset ${BEHIND_A_PAGE * (wanted.page - 1)}) k
		join task t on t.tenant_id = ${actor.tenantId} and t.id = k.task_id
		join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id
		join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id
		join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id
		join person s on s.tenant_id = t.tenant_id and s.id = t.supervisor_id
		left join lateral (select z.urged_at as at, w.full_name as name from ${urgesOn('carry_out', 't.id')} z
			join person w on w.tenant_id = t.tenant_id and w.id = z.urged_by order by z.urged_at desc limit 1) g on true
		order by k.day, k.task_id`.execute(tx);
	return {
		tasks: found.rows.map(({ unitId, path, supervisorId, ...task }) => ({
			...task,
			mayUrge: mayUrge(actor, {
				unitId,
				path,
				programmeState: 'issued',
				state: task.state,
				ownerId: task.ownerId,
				supervisorId,
				helperIds: [],
			}).allowed,
		})),
		total: total.rows[0]?.total ?? 0,
		figures: figures.rows[0] ?? { late: 0, soon: 0, notUrged: 0, asking: 0 },
		people: people.rows,
		isUnit,
	};
};

/** Whether the page of who is behind is offered: to who leads the unit, and to who follows tasks that are owed. */
export const supervises = async (
	tx: Tx,
	actor: Actor,
	unit: { id: string; path: string },
): Promise<boolean> => {
	if (leads(actor, unit.id) || maySuperviseUnit(actor, { unitId: unit.id, path: unit.path }).allowed)
		return true;
	const found =
		await sql`select from task t where t.tenant_id = ${actor.tenantId} and t.supervisor_id = ${actor.personId}
		and t.state in ('assigned', 'in_progress') limit 1`.execute(tx);
	return found.rows.length > 0;
};
