import { sql } from 'kysely';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { addMonths, type Every, monthsOf, nextStep } from './domain/recurrence.ts';
import { type KnownProgramme, type KnownTask, programmeFacts, taskFacts } from './facts.server.ts';
import { insertTask } from './tasks.server.ts';

export type RunningRule = {
	id: string;
	every: Every;
	firstDueOn: Day;
	stopsOn: Day;
	wantedFor: Day | null;
	programme: KnownProgramme;
	/** Its last occurrence, from which the next is made. */
	last: { task: KnownTask; occurrence: number };
};

/** A recurrence that goes on, locked; null where it was stopped or its programme is no longer in force. @throws Failure missing */
export const runningRule = async (
	{ tx, actor }: CommandContext,
	recurrenceId: string,
): Promise<RunningRule | null> => {
	const found = await sql<
		Omit<RunningRule, 'programme' | 'last'> & { programmeId: string; isStopped: boolean }
	>`
		select id, every, first_due_on as "firstDueOn", stops_on as "stopsOn", wanted_for as "wantedFor", programme_id as "programmeId",
			stopped_at is not null as "isStopped"
		from recurrence where tenant_id = ${actor.tenantId} and id = ${recurrenceId} for update`.execute(tx);
	const rule = found.rows[0];
	if (!rule) throw missing('failure_not_found');
	if (rule.isStopped) return null;
	const last = await tx
		.selectFrom('task')
		.select(['id', 'occurrence'])
		.where('recurrence_id', '=', recurrenceId)
		.orderBy('occurrence', 'desc')
		.limit(1)
		.executeTakeFirst();
	const programme = await programmeFacts(tx, actor.tenantId, rule.programmeId);
	if (!last?.occurrence || programme.state === 'draft') return null;
	const { programmeId: _programme, isStopped: _stopped, ...words } = rule;
	return {
		...words,
		stopsOn: [rule.stopsOn, programme.endsOn].sort()[0] ?? rule.stopsOn,
		programme,
		last: { task: await taskFacts(tx, actor.tenantId, last.id), occurrence: last.occurrence },
	};
};

/** What is to be done for a rule on a day. */
export const stepOfRule = (rule: RunningRule, today: Day): ReturnType<typeof nextStep> =>
	rule.programme.state === 'closed' ? { kind: 'end' } : nextStep(rule, rule.last.occurrence, today);

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

/** Gives the next occurrence to these people; helpers who have left are no longer named. @returns the new task */
export const giveOccurrence = async (
	context: CommandContext,
	rule: RunningRule,
	step: { occurrence: number; startsOn: Day; dueOn: Day },
	people: { ownerId: string; supervisorId: string },
): Promise<string> => {
	const { task, occurrence } = rule.last;
	const members = await peopleOfUnit(context.tx, rule.programme.unitId, context.today);
	const staying = new Set(members.map(({ personId }) => personId));
	const taskId = await insertTask(context, rule.programme, {
		...task,
		...people,
		helperIds: task.helperIds.filter((id) => staying.has(id) && id !== people.ownerId),
		startsOn: step.startsOn,
		dueOn: step.dueOn,
		recurrence: { id: rule.id, occurrence: step.occurrence },
	});
	await carryOn(context, task, taskId, monthsOf[rule.every] * (step.occurrence - occurrence));
	await setWanted(context, rule.id, null);
	return taskId;
};

/** That an occurrence waits for somebody to do it, or no longer does. */
export const setWanted = async (
	{ tx }: Pick<CommandContext, 'tx'>,
	recurrenceId: string,
	wantedFor: Day | null,
): Promise<void> => {
	await tx.updateTable('recurrence').set({ wanted_for: wantedFor }).where('id', '=', recurrenceId).execute();
};
