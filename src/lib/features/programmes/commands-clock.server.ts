import { sql } from 'kysely';
import { z } from 'zod';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { addMonths, type Every, monthsOf, nextStep } from './domain/recurrence.ts';
import { type KnownTask, programmeFacts, taskFacts } from './facts.server.ts';
import { mayByClock } from './policy.ts';
import { RecurrenceIdInput } from './schema.ts';
import { insertTask } from './tasks.server.ts';

/** The steps and indicators of an occurrence go on with the next, open and unmeasured, their days moved along. */
const carryOn = async (
	{ tx, actor, now }: CommandContext,
	from: KnownTask,
	toId: string,
	months: number,
): Promise<void> => {
	const steps = await tx
		.selectFrom('task_step')
		.selectAll()
		.where('task_id', '=', from.id)
		.orderBy('place')
		.execute();
	const ids = await sql<{
		id: string;
	}>`select uuidv7() as id from generate_series(1, ${steps.length})`.execute(tx);
	if (steps.length > 0)
		await tx
			.insertInto('task_step')
			.values(
				steps.map((step, at) => ({
					...step,
					id: ids.rows[at]?.id ?? step.id,
					task_id: toId,
					due_on: step.due_on ? addMonths(step.due_on, months) : null,
					done_at: null,
					done_by: null,
				})),
			)
			.execute();
	await sql`insert into indicator (tenant_id, id, task_id, name, measure, direction, target, created_at)
		select tenant_id, uuidv7(), ${toId}, name, measure, direction, target, ${now}::timestamptz from indicator
		where tenant_id = ${actor.tenantId} and task_id = ${from.id}`.execute(tx);
};

/**
 * Makes the occurrence of today of a recurring task from its last one, or ends the rule when its time is over. Safe to
 * run twice: an occurrence has its number once.
 * @returns the new task, or null where nothing was to be made
 */
export const makeOccurrence = command(
	'recurrence.go_on',
	RecurrenceIdInput,
	async (context, input): Promise<{ taskId: string | null }> => {
		const { tx, actor, now, today } = context;
		context.permit(mayByClock(actor));
		const found = await sql<{
			every: Every;
			firstDueOn: Day;
			stopsOn: Day;
			programmeId: string;
			isStopped: boolean;
		}>`
			select every, first_due_on as "firstDueOn", stops_on as "stopsOn", programme_id as "programmeId", stopped_at is not null as "isStopped"
			from recurrence where tenant_id = ${actor.tenantId} and id = ${input.recurrenceId} for update`.execute(
			tx,
		);
		const rule = found.rows[0];
		if (!rule) throw missing('failure_not_found');
		if (rule.isStopped) return { taskId: null };
		const last = await tx
			.selectFrom('task')
			.select(['id', 'occurrence'])
			.where('recurrence_id', '=', input.recurrenceId)
			.orderBy('occurrence', 'desc')
			.limit(1)
			.executeTakeFirst();
		const programme = await programmeFacts(tx, actor.tenantId, rule.programmeId);
		if (!last?.occurrence || programme.state === 'draft') return { taskId: null };
		const stopsOn = [rule.stopsOn, programme.endsOn].sort()[0] ?? rule.stopsOn;
		const step =
			programme.state === 'closed'
				? ({ kind: 'end' } as const)
				: nextStep({ ...rule, stopsOn }, last.occurrence, today);
		if (step.kind === 'end')
			await tx
				.updateTable('recurrence')
				.set({ stopped_at: now })
				.where('id', '=', input.recurrenceId)
				.execute();
		if (step.kind !== 'make') return { taskId: null };
		const before = await taskFacts(tx, actor.tenantId, last.id);
		const taskId = await insertTask(context, programme, {
			...before,
			startsOn: step.startsOn,
			dueOn: step.dueOn,
			recurrence: { id: input.recurrenceId, occurrence: step.occurrence },
		});
		await carryOn(context, before, taskId, monthsOf[rule.every] * (step.occurrence - last.occurrence));
		return { taskId };
	},
	{ silent: true },
);

/** Tells of tasks whose day has passed with the result still owed: once for each due day. @returns how many */
export const tellLate = command(
	'task.tell_late',
	z.object({}),
	async (context): Promise<{ told: number }> => {
		const { tx, actor, today } = context;
		context.permit(mayByClock(actor));
		const late = await sql<{ id: string }>`
			update task t set late_told_for = t.due_on from programme p
			where t.tenant_id = ${actor.tenantId} and t.state in ('assigned', 'in_progress') and t.due_on < ${today} and t.late_told_for is distinct from t.due_on
				and p.tenant_id = t.tenant_id and p.id = t.programme_id and p.state <> 'draft'
			returning t.id`.execute(tx);
		for (const { id } of late.rows) {
			const task = await taskFacts(tx, actor.tenantId, id);
			await context.emit('task.late', {
				subject: { type: 'task', id },
				unitId: task.unitId,
				documentId: task.documentId,
				personId: task.ownerId,
				after: { title: task.title, dueOn: task.dueOn },
			});
		}
		return { told: late.rows.length };
	},
	{ silent: true },
);
