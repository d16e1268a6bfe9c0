import { sql } from 'kysely';
import {
	type DueItem,
	type DueList,
	type DueRow,
	type DueWanted,
	dueList,
	dutyColumns,
	dutyOf,
	firstOfKind,
	inPeople,
	inUnits,
	numberedDuties,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';

type Row = DueRow<'step'> & {
	taskId: string;
	supervisorId: string;
	title: string;
	taskTitle: string;
};

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: row.title,
	more: [row.taskTitle],
	href: `/nhiem-vu/${row.taskId}#buoc`,
	act: m.task_due_step(),
	supervisorId: row.supervisorId,
});

/** Steps of tasks that are owed, each for the person to whom it was given. */
export const listSteps = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const found = await sql<Row>`
		with duty as (
			select 'step' as kind, x.id, x.task_id, x.person_id, t.unit_id, t.supervisor_id, x.title, t.title as task_title, coalesce(x.due_on, t.due_on) as due_on
			from task_step x
			join task t on t.tenant_id = x.tenant_id and t.id = x.task_id and t.state in ('assigned', 'in_progress')
			join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id and p.state <> 'draft'
			where x.tenant_id = ${wanted.tenantId} and x.person_id is not null and x.done_at is null
				${inPeople(wanted, 'x.person_id')} ${inUnits(wanted, 't.unit_id')}
		), ${numberedDuties({ until: wanted.until })}
		select ${dutyColumns}, n.task_id as "taskId", n.supervisor_id as "supervisorId", n.title, n.task_title as "taskTitle"
		from numbered n ${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, ['step']);
};
