import { sql } from 'kysely';
import { urgesOn } from '#lib/features/notifications/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { TaskState } from './domain/task-states.ts';

/** A task in a line, for the pages of other features (an agenda, a resolution). */
export type TaskLine = {
	id: string;
	title: string;
	ownerId: string;
	ownerName: string;
	supervisorId: string;
	dueOn: Day;
	state: TaskState;
	percent: number;
	programmeId: string;
	/** Null for work outside of action programmes. */
	programmeTitle: string | null;
	/** When its owner was last urged. */
	urgedAt: Date | null;
};

const lineColumns = sql`t.id, t.title, t.owner_id as "ownerId", o.full_name as "ownerName", t.supervisor_id as "supervisorId", t.due_on as "dueOn", t.state, t.percent,
	t.programme_id as "programmeId", case when p.kind = 'action' then p.title end as "programmeTitle",
	(select max(g.urged_at) from ${urgesOn('carry_out', 't.id')} g) as "urgedAt"`;
const lineTables = sql`task t
	join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id and p.state <> 'draft'
	join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id`;

type OfUnit = { tenantId: string; unitId: string };

/** The tasks of a unit whose owner owes the result past its day, the longest behind first. Who may see them is the caller's to ask. */
export const lateTasks = async (tx: Tx, unit: OfUnit, today: Day, limit = 200): Promise<TaskLine[]> => {
	const found = await sql<TaskLine>`select ${lineColumns} from ${lineTables}
		where t.tenant_id = ${unit.tenantId} and t.unit_id = ${unit.unitId} and t.state in ('assigned', 'in_progress') and t.due_on < ${today}
		order by t.due_on, t.id limit ${limit}`.execute(tx);
	return found.rows;
};

/** The tasks of a unit that are not done, by their day. @param until only those due up to that day */
export const openTasksOf = async (
	tx: Tx,
	unit: OfUnit,
	until: Day | null = null,
	limit = 500,
): Promise<TaskLine[]> => {
	const found = await sql<TaskLine>`select ${lineColumns} from ${lineTables}
		where t.tenant_id = ${unit.tenantId} and t.unit_id = ${unit.unitId} and t.state in ('assigned', 'in_progress', 'reported')
			and (${until}::date is null or t.due_on <= ${until})
		order by t.due_on, t.id limit ${limit}`.execute(tx);
	return found.rows;
};

/** The tasks that were given somewhere: in a meeting, by a conclusion. */
export const tasksGivenIn = async (tx: Tx, tenantId: string, originId: string): Promise<TaskLine[]> => {
	const found = await sql<TaskLine>`select ${lineColumns} from ${lineTables}
		where t.tenant_id = ${tenantId} and t.origin_id = ${originId} and t.state <> 'cancelled' order by t.created_at, t.id`.execute(
		tx,
	);
	return found.rows;
};

/** A task whose day fell into a period, with what came of it. */
export type DueTask = {
	id: string;
	title: string;
	ownerName: string;
	dueOn: Day;
	state: TaskState;
	percent: number;
	/** The day on which the result was handed in. */
	reportedOn: Day | null;
};

/** The tasks of a unit that were due in a period, by their day. */
export const tasksDueBetween = async (tx: Tx, unit: OfUnit, from: Day, to: Day): Promise<DueTask[]> => {
	const found = await sql<DueTask>`
		select t.id, t.title, o.full_name as "ownerName", t.due_on as "dueOn", t.state, t.percent,
			(t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date as "reportedOn"
		from ${lineTables}
		where t.tenant_id = ${unit.tenantId} and t.unit_id = ${unit.unitId} and t.state <> 'cancelled' and t.due_on between ${from} and ${to}
		order by t.due_on, t.id`.execute(tx);
	return found.rows;
};
