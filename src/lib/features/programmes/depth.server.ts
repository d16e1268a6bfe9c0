import { sql } from 'kysely';
import { urgesOn } from '#lib/features/notifications/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { Every } from './domain/recurrence.ts';
import type { TaskState } from './domain/task-states.ts';
import type { KnownTask } from './facts.server.ts';
import { type Indicator, indicatorsOf } from './indicators.server.ts';
import {
	mayAimIndicators,
	mayAskDeadline,
	mayBegin,
	mayMeasure,
	mayMoveDeadline,
	mayOrderTask,
	mayPlanSteps,
	maySeeRemarks,
	mayTickStep,
	mayUrge,
} from './policy.ts';

export type Step = {
	id: string;
	title: string;
	personId: string | null;
	personName: string | null;
	dueOn: Day | null;
	doneAt: Date | null;
	doneByName: string | null;
	mayTick: boolean;
};
export type LinkedTask = {
	id: string;
	title: string;
	state: TaskState;
	dueOn: Day;
	ownerName: string;
	isDone: boolean;
};
export type DeadlineChange = {
	id: string;
	fromDay: Day;
	toDay: Day;
	reason: string;
	askedByName: string;
	askedAt: Date;
	decision: 'granted' | 'declined' | null;
	decidedByName: string | null;
	decidedAt: Date | null;
	answer: string | null;
};
/** `words` are null when the owner was only reminded by hand, without any. */
export type Urge = { id: string; words: string | null; byName: string; at: Date };
export type Occurrence = {
	id: string;
	occurrence: number;
	dueOn: Day;
	state: TaskState;
	reportedOn: Day | null;
};
export type Recurrence = {
	id: string;
	every: Every;
	firstDueOn: Day;
	stopsOn: Day;
	stoppedAt: Date | null;
	occurrences: Occurrence[];
};

/** All of a task beyond its words and reports. What was said to somebody about their work is left out for who may not see it. */
export type TaskDepth = {
	steps: Step[];
	indicators: Indicator[];
	/** What must be done before, and what waits for this. */
	waitsFor: LinkedTask[];
	heldUp: LinkedTask[];
	deadlines: DeadlineChange[];
	urges: Urge[];
	recurrence: Recurrence | null;
	powers: {
		begin: boolean;
		plan: boolean;
		aim: boolean;
		measure: boolean;
		order: boolean;
		urge: boolean;
		askDeadline: boolean;
		moveDeadline: boolean;
	};
};

const linked = async (
	tx: Tx,
	tenant: string,
	taskId: string,
): Promise<(LinkedTask & { isBefore: boolean })[]> => {
	const found = await sql<LinkedTask & { isBefore: boolean }>`
		select n.id, n.title, n.state, n.due_on as "dueOn", o.full_name as "ownerName", n.state in ('accepted', 'cancelled') as "isDone", d.task_id = ${taskId} as "isBefore"
		from task_dependence d
		join task n on n.tenant_id = d.tenant_id and n.id = case when d.task_id = ${taskId} then d.needs_id else d.task_id end
		join person o on o.tenant_id = n.tenant_id and o.id = n.owner_id
		where d.tenant_id = ${tenant} and (d.task_id = ${taskId} or d.needs_id = ${taskId}) order by n.due_on, n.id`.execute(
		tx,
	);
	return found.rows;
};

const recurrenceOf = async (tx: Tx, tenant: string, id: string): Promise<Recurrence | null> => {
	const found = await sql<Recurrence>`
		select r.id, r.every, r.first_due_on as "firstDueOn", r.stops_on as "stopsOn", r.stopped_at as "stoppedAt",
			coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'occurrence', t.occurrence, 'dueOn', t.due_on, 'state', t.state,
					'reportedOn', (t.reported_at at time zone 'Asia/Ho_Chi_Minh')::date) order by t.occurrence)
				from task t where t.tenant_id = r.tenant_id and t.recurrence_id = r.id), '[]') as occurrences
		from recurrence r where r.tenant_id = ${tenant} and r.id = ${id}`.execute(tx);
	return found.rows[0] ?? null;
};

export const depthOf = async (tx: Tx, actor: Actor, facts: KnownTask): Promise<TaskDepth> => {
	const tenant = actor.tenantId;
	const steps = await sql<Omit<Step, 'mayTick'>>`
		select x.id, x.title, x.person_id as "personId", w.full_name as "personName", x.due_on as "dueOn", x.done_at as "doneAt", y.full_name as "doneByName"
		from task_step x
		left join person w on w.tenant_id = x.tenant_id and w.id = x.person_id
		left join person y on y.tenant_id = x.tenant_id and y.id = x.done_by
		where x.tenant_id = ${tenant} and x.task_id = ${facts.id} order by x.place, x.id`.execute(tx);
	const links = await linked(tx, tenant, facts.id);
	const deadlines = await sql<DeadlineChange>`
		select c.id, c.from_day as "fromDay", c.to_day as "toDay", c.reason, w.full_name as "askedByName", c.asked_at as "askedAt", c.decision,
			y.full_name as "decidedByName", c.decided_at as "decidedAt", c.answer
		from deadline_change c
		join person w on w.tenant_id = c.tenant_id and w.id = c.asked_by
		left join person y on y.tenant_id = c.tenant_id and y.id = c.decided_by
		where c.tenant_id = ${tenant} and c.task_id = ${facts.id} order by c.asked_at desc, c.id desc`.execute(
		tx,
	);
	const urges = await sql<Urge>`
		select g.id, g.words, w.full_name as "byName", g.urged_at as at from ${urgesOn('carry_out', sql`${facts.id}::uuid`)} g
		join person w on w.tenant_id = ${tenant} and w.id = g.urged_by order by g.urged_at desc, g.id desc limit 50`.execute(
		tx,
	);
	const remarks = maySeeRemarks(actor, facts).allowed;
	const part = (isBefore: boolean): LinkedTask[] =>
		links.filter((one) => one.isBefore === isBefore).map(({ isBefore: _side, ...task }) => task);
	return {
		steps: steps.rows.map((step) => ({ ...step, mayTick: mayTickStep(actor, facts, step).allowed })),
		indicators: await indicatorsOf(tx, tenant, [facts.id]),
		waitsFor: part(true),
		heldUp: part(false),
		deadlines: remarks ? deadlines.rows : deadlines.rows.map((one) => ({ ...one, reason: '', answer: null })),
		urges: remarks ? urges.rows : [],
		recurrence: facts.recurrenceId ? await recurrenceOf(tx, tenant, facts.recurrenceId) : null,
		powers: {
			begin: part(true).every(({ isDone }) => isDone) && mayBegin(actor, facts).allowed,
			plan: mayPlanSteps(actor, facts).allowed,
			aim: mayAimIndicators(actor, facts).allowed,
			measure: mayMeasure(actor, facts).allowed,
			order: mayOrderTask(actor, facts).allowed,
			urge: mayUrge(actor, facts).allowed,
			askDeadline:
				mayAskDeadline(actor, facts).allowed && !deadlines.rows.some(({ decision }) => decision === null),
			moveDeadline: mayMoveDeadline(actor, facts).allowed,
		},
	};
};
