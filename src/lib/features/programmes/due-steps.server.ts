import { sql } from 'kysely';
import { type DueItem, type DueWanted, inUnits } from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';

type StepRow = {
	id: string;
	taskId: string;
	personId: string;
	unitId: string;
	supervisorId: string;
	title: string;
	taskTitle: string;
	dueOn: Day;
	total: number;
};

/** Steps of tasks that are owed, each for the person to whom it was given. */
export const listSteps = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const { tenantId } = wanted;
	const ids = wanted.personIds ? `{${wanted.personIds.join(',')}}` : null;
	const found = await sql<StepRow>`
		with step as (
			select x.id, x.task_id, x.person_id, t.unit_id, t.supervisor_id, x.title, t.title as task_title, coalesce(x.due_on, t.due_on) as due_on
			from task_step x
			join task t on t.tenant_id = x.tenant_id and t.id = x.task_id and t.state in ('assigned', 'in_progress')
			join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id and p.state <> 'draft'
			where x.tenant_id = ${tenantId} and x.person_id is not null and x.done_at is null
				${ids ? sql`and x.person_id = any(${ids}::text::uuid[])` : sql``} ${inUnits(wanted, 't.unit_id')}
		), numbered as (select *, count(*) over () as total, row_number() over (order by due_on, id) as nth from step
			${wanted.until ? sql`where due_on <= ${wanted.until}` : sql``})
		select id, task_id as "taskId", person_id as "personId", unit_id as "unitId", supervisor_id as "supervisorId", title, task_title as "taskTitle", due_on as "dueOn", total
		from numbered ${wanted.most ? sql`where nth <= ${wanted.most}` : sql``} order by due_on, id`.execute(tx);
	return {
		items: found.rows.map((row) => ({
			kind: 'step',
			subjectId: row.id,
			personId: row.personId,
			unitId: row.unitId,
			dueOn: row.dueOn,
			name: row.title,
			more: [row.taskTitle],
			openName: null,
			href: `/nhiem-vu/${row.taskId}#buoc`,
			act: m.task_due_step(),
			supervisorId: row.supervisorId,
		})),
		totals: { step: found.rows[0]?.total ?? 0 },
	};
};
