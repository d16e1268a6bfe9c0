import './due-recurring.server.ts';
import { sql } from 'kysely';
import {
	type DueItem,
	type DueList,
	type DueRow,
	type DueWanted,
	dueBy,
	dueList,
	dutyColumns,
	dutyOf,
	endsForAll,
	firstOfKind,
	inPeople,
	inUnits,
	kindsOfDuty,
	notify,
	numberedDuties,
	registerDueSource,
	settle,
	urgesOn,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { reactTo } from '#lib/platform/command/reactions.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { listSteps } from './due-steps.server.ts';

const kinds = ['carry_out', 'decide'] as const;
type Row = DueRow<(typeof kinds)[number]> & {
	supervisorId: string;
	title: string;
	percent: number;
	ownerName: string;
	/** The last report was sent back. */
	isReturned: boolean;
	/** When it was last urged while it is owed, and with which words. */
	urged: { words: string; byName: string } | null;
};

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: row.title,
	more:
		row.kind === 'decide'
			? [m.task_due_reported_by({ name: row.ownerName })]
			: [
					...(row.percent > 0 ? [m.task_due_progress({ percent: row.percent })] : []),
					...(row.urged ? [m.task_due_urged({ name: row.urged.byName, words: row.urged.words })] : []),
					...(row.isReturned ? [m.task_due_returned()] : []),
				],
	// What somebody was told to do is a word about a person's work: letters only count tasks.
	openName: null,
	href: `/nhiem-vu/${row.id}`,
	act: row.kind === 'carry_out' ? m.task_due_report() : m.task_due_decide(),
	supervisorId: row.supervisorId,
});

/** Tasks that their owners owe, and results that wait for their supervisors' decision. */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const { tenantId } = wanted;
	const asked = sql`${inUnits(wanted, 't.unit_id')} ${dueBy(wanted, 't.due_on')}`;
	const found = await sql<Row>`
		with duty as (
			select 'carry_out' as kind, t.id, t.title, t.due_on, t.percent, t.owner_id, t.supervisor_id, t.unit_id, t.owner_id as person_id from task t
			join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id and p.state = 'issued'
			where t.tenant_id = ${tenantId} ${inPeople(wanted, 't.owner_id')} ${asked} and t.state in ('assigned', 'in_progress')
			union all
			select 'decide', t.id, t.title, t.due_on, t.percent, t.owner_id, t.supervisor_id, t.unit_id, t.supervisor_id from task t
			where t.tenant_id = ${tenantId} ${inPeople(wanted, 't.supervisor_id')} ${asked} and t.state = 'reported'
		), ${numberedDuties()}
		select ${dutyColumns}, n.supervisor_id as "supervisorId", n.title, n.percent, o.full_name as "ownerName",
			coalesce((select r.decision = 'returned' from task_report r
				where r.tenant_id = ${tenantId} and r.task_id = n.id order by r.reported_at desc limit 1), false) as "isReturned",
			case when n.kind = 'carry_out' then (select jsonb_build_object('words', g.words, 'byName', w.full_name)
				from ${urgesOn('carry_out', 'n.id')} g join person w on w.tenant_id = ${tenantId} and w.id = g.urged_by
				where g.words is not null order by g.urged_at desc limit 1) end as urged
		from numbered n
		join person o on o.tenant_id = ${tenantId} and o.id = n.owner_id
		${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'steps',
	kinds: kindsOfDuty(
		{ href: '/nhiem-vu', weight: 3, isOwed: true },
		{
			step: {
				say: m.task_due_kind_step,
				count: m.task_due_count_step,
				all: m.task_due_all_step,
			},
		},
	),
	list: listSteps,
	endedBy: [],
});

registerDueSource({
	name: 'programmes',
	kinds: kindsOfDuty(
		{ href: '/nhiem-vu?loc=cho-duyet', weight: 0, isOwed: false },
		{
			decide: {
				say: m.task_due_kind_decide,
				count: m.task_due_count_decide,
				all: m.task_due_all_decide,
			},
			carry_out: {
				say: m.task_due_kind_carry_out,
				count: m.task_due_count_carry_out,
				all: m.task_due_all_carry_out,
				href: '/nhiem-vu',
				weight: 2,
				isOwed: true,
			},
		},
	),
	list,
	endedBy: [
		// An owner's report of progress leaves the task owed; the report that it is done is told apart below.
		endsForAll('task.cancelled', 'carry_out', 'decide', 'task.returned', 'task.assigned'),
		endsForAll('task.accepted', 'carry_out', 'decide', 'task.returned', 'task.assigned'),
		endsForAll('task.returned', 'decide'),
	],
});

const done = { kinds: ['carry_out', 'task.returned', 'task.assigned'], personId: null };

reactTo('task.reported', 'reminders of completion', async ({ tx, now }, { subject, after }) => {
	if (subject.id && after?.['kind'] === 'completion')
		await settle(tx, { ...done, subjectId: subject.id, now });
});

// Somebody else owes it now, or by another day: what was said before no longer holds.
reactTo('task.changed', 'reminders of change', async ({ tx, now }, { subject, before, after }) => {
	const moved = before?.['ownerId'] !== after?.['ownerId'] || before?.['dueOn'] !== after?.['dueOn'];
	if (subject.id && moved) await settle(tx, { ...done, subjectId: subject.id, now });
});

reactTo('deadline.moved', 'reminders of a moved day', async ({ tx, now }, { subject }) => {
	if (subject.id && subject.type === 'task') await settle(tx, { ...done, subjectId: subject.id, now });
});

/** Urged by hand on the pages of tasks: the owner is told at once. */
reactTo('task.urged', 'reminders', async (context, { subject, unitId, personId, after }) => {
	if (!subject.id || !personId) return;
	await notify(context, {
		personIds: [personId],
		unitId: unitId ?? null,
		kind: 'carry_out',
		subjectId: subject.id,
		step: `urged:${context.newId()}`,
		words: 'reminder_urged',
		letterWords: 'reminder_letter_urged',
		detail: { name: String(after?.['title'] ?? ''), by: context.actor.name },
		href: `/nhiem-vu/${subject.id}`,
		isUrgent: true,
	});
});

reactTo('task.returned', 'reminders', async (context, { subject, unitId, personId, after }) => {
	if (!subject.id || !personId) return;
	await notify(context, {
		personIds: [personId],
		unitId: unitId ?? null,
		kind: 'task.returned',
		subjectId: subject.id,
		step: String(after?.['reportId'] ?? ''),
		words: 'task_told_returned',
		letterWords: 'task_letter_returned',
		detail: { title: String(after?.['title'] ?? '') },
		href: `/nhiem-vu/${subject.id}`,
		isUrgent: true,
	});
});

/** A task of a programme in force that is due on the day on which it is given. */
reactTo('task.assigned', 'reminders', async (context, { subject, unitId, personId, after }) => {
	if (!subject.id || !personId || after?.['dueOn'] !== context.today) return;
	const { rows } = await sql`
		select from task t join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id and p.state = 'issued'
		where t.tenant_id = ${context.actor.tenantId} and t.id = ${subject.id}`.execute(context.tx);
	if (rows.length === 0) return;
	await notify(context, {
		personIds: [personId],
		unitId: unitId ?? null,
		kind: 'task.assigned',
		subjectId: subject.id,
		step: `assigned:${context.today}`,
		words: 'task_told_assigned_today',
		letterWords: 'task_letter_assigned_today',
		detail: { title: String(after['title'] ?? '') },
		href: `/nhiem-vu/${subject.id}`,
		isUrgent: true,
	});
});
