import { sql } from 'kysely';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { conflict, invalid, missing } from '#lib/shared/failures.ts';
import { circleThrough } from './domain/dependence.ts';
import { programmeFacts } from './facts.server.ts';
import { giveOccurrence, runningRule, stepOfRule } from './occurrences.server.ts';
import { edgesAround, refuseWhileWaiting } from './order.server.ts';
import { mayAssign, mayBegin, mayHandOver, mayOrderTask } from './policy.ts';
import { HandOverInput, RecurInput, RecurrenceIdInput, SetNeedsInput, TaskIdInput } from './schema.ts';
import { aboutTask, issue, seenTask } from './seen.server.ts';
import { supervisorFor } from './tasks.server.ts';

/** Begins a task: whoever carries it out has taken it up. */
export const beginTask = command('task.begin', TaskIdInput, async (context, input) => {
	const task = await seenTask(context, input.taskId);
	context.permit(mayBegin(context.actor, task));
	await refuseWhileWaiting(context, task.id);
	await context.tx.updateTable('task').set({ state: 'in_progress' }).where('id', '=', task.id).execute();
	await context.emit('task.begun', {
		...aboutTask(task),
		before: { state: task.state },
		after: { title: task.title },
	});
});

/** Says which tasks must be done before this one can begin. A circle is refused with the tasks along it. */
export const setNeeds = command('task.order', SetNeedsInput, async (context, input) => {
	const { tx, actor } = context;
	const task = await seenTask(context, input.taskId);
	context.permit(mayOrderTask(actor, task));
	// Two who order tasks of a unit at once would each miss the half of a circle that the other makes.
	await sql`select pg_advisory_xact_lock(hashtextextended(${`order ${task.unitId}`}, 0))`.execute(tx);
	const found = await tx
		.selectFrom('task')
		.select(['id', 'title'])
		.where('unit_id', '=', task.unitId)
		.where('state', '<>', 'cancelled')
		.where('id', 'in', [task.id, ...input.needsIds])
		.execute();
	if (found.length !== new Set([task.id, ...input.needsIds]).size) throw missing('failure_not_found');
	const edges = await edgesAround(tx, actor.tenantId, task.unitId);
	const circle = circleThrough(task.id, input.needsIds, edges);
	if (circle) {
		const named = await tx.selectFrom('task').select(['id', 'title']).where('id', 'in', circle).execute();
		const titles = circle.map((id) => `“${named.find((one) => one.id === id)?.title ?? ''}”`);
		throw invalid([
			{ path: 'needsIds', message: sayKey('issue_dependence_circle', { circle: titles.join(' → ') }) },
		]);
	}
	const before = edges.filter(({ taskId }) => taskId === task.id).map(({ needsId }) => needsId);
	await tx.deleteFrom('task_dependence').where('task_id', '=', task.id).execute();
	if (input.needsIds.length > 0)
		await tx
			.insertInto('task_dependence')
			.values(
				input.needsIds.map((needsId) => ({ tenant_id: actor.tenantId, task_id: task.id, needs_id: needsId })),
			)
			.execute();
	await context.emit('task.ordered', {
		...aboutTask(task),
		before: { needsIds: before },
		after: { title: task.title, needsIds: input.needsIds },
	});
});

/** Makes a task come again each month, quarter or year, until a day; at the latest until its programme ends. */
export const startRecurrence = command('task.recur', RecurInput, async (context, input) => {
	const { tx, actor, now } = context;
	const task = await seenTask(context, input.taskId);
	context.permit(mayOrderTask(actor, task));
	if (task.recurrenceId) throw conflict('failure_changed_meanwhile');
	const programme = await programmeFacts(tx, actor.tenantId, task.programmeId);
	const stopsOn = input.stopsOn ?? programme.endsOn;
	if (stopsOn > programme.endsOn) throw invalid([issue('stopsOn', 'issue_recurs_past_programme')]);
	if (stopsOn < task.dueOn) throw invalid([issue('stopsOn', 'issue_recurrence_ends_first')]);
	const recurrenceId = context.newId();
	await tx
		.insertInto('recurrence')
		.values({
			tenant_id: actor.tenantId,
			id: recurrenceId,
			programme_id: task.programmeId,
			unit_id: task.unitId,
			every: input.every,
			first_due_on: task.dueOn,
			stops_on: stopsOn,
			created_by: context.personId,
			created_at: now,
		})
		.execute();
	await tx
		.updateTable('task')
		.set({ recurrence_id: recurrenceId, occurrence: 1 })
		.where('id', '=', task.id)
		.execute();
	await context.emit('recurrence.started', {
		...aboutTask(task),
		after: { title: task.title, every: input.every, firstDueOn: task.dueOn, stopsOn },
	});
	return { recurrenceId };
});

/** Ends a recurrence: what was given stays, nothing more comes. */
export const stopRecurrence = command('recurrence.stop', RecurrenceIdInput, async (context, input) => {
	const { tx, actor, now } = context;
	const latest = await tx
		.selectFrom('task')
		.select('id')
		.where('recurrence_id', '=', input.recurrenceId)
		.orderBy('occurrence', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (!latest) throw missing('failure_not_found');
	const task = await seenTask(context, latest.id);
	context.permit(mayAssign(actor, { ...task, state: task.programmeState }));
	const stopped = await tx
		.updateTable('recurrence')
		.set({ stopped_at: now, stopped_by: context.personId })
		.where('id', '=', input.recurrenceId)
		.where('stopped_at', 'is', null)
		.executeTakeFirst();
	if (stopped.numUpdatedRows === 0n) throw conflict('failure_changed_meanwhile');
	await context.emit('recurrence.stopped', { ...aboutTask(task), after: { title: task.title } });
});

/** Gives recurring work whose owner or supervisor has left to somebody else of the unit; the occurrence that waited comes at once. */
export const handOverRecurrence = command('recurrence.hand_over', HandOverInput, async (context, input) => {
	const { tx, actor, today } = context;
	const rule = await runningRule(context, input.recurrenceId);
	if (!rule) throw missing('failure_not_found');
	const task = await seenTask(context, rule.last.task.id);
	context.permit(mayHandOver(actor, task));
	const step = stepOfRule(rule, today);
	if (!rule.wantedFor || step.kind !== 'make') throw conflict('failure_changed_meanwhile');
	const people = await peopleOfUnit(tx, task.unitId, today);
	const stays = people.some(({ personId }) => personId === task.supervisorId);
	const supervisorId =
		stays && task.supervisorId !== input.ownerId
			? task.supervisorId
			: await supervisorFor(context, task.unitId, input.ownerId);
	const taskId = await giveOccurrence(context, rule, step, { ownerId: input.ownerId, supervisorId });
	await context.emit('recurrence.handed_over', {
		...aboutTask(task),
		subject: { type: 'recurrence', id: rule.id },
		personId: input.ownerId,
		before: { ownerId: task.ownerId },
		after: { title: task.title, ownerId: input.ownerId, dueOn: step.dueOn },
	});
	return { taskId };
});
