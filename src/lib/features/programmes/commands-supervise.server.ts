import { writeUrge } from '#lib/features/notifications/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { conflict, invalid, missing } from '#lib/shared/failures.ts';
import { mayAskDeadline, mayMoveDeadline, mayUrge } from './policy.ts';
import { DecideDeadlineInput, MoveDeadlineInput, UrgeInput } from './schema.ts';
import { aboutTask, issue, seenTask } from './seen.server.ts';

/** Urges the owners of tasks with a word. All of them, or none. */
export const urgeTasks = command('task.urge', UrgeInput, async (context, input) => {
	// In the order of their ids, so that two who urge the same tasks do not wait for one another.
	for (const taskId of [...input.taskIds].sort()) {
		const task = await seenTask(context, taskId);
		context.permit(mayUrge(context.actor, task));
		await writeUrge(context, {
			unitId: task.unitId,
			personId: task.ownerId,
			kind: 'carry_out',
			subjectId: task.id,
			words: input.words,
		});
		await context.emit('task.urged', {
			...aboutTask(task),
			personal: true,
			after: { title: task.title, dueOn: task.dueOn, words: input.words },
		});
	}
	return { count: input.taskIds.length };
});

/** The owner asks for more time, with the reason; the deadline stands until it is decided. */
export const askDeadline = command('deadline.ask', MoveDeadlineInput, async (context, input) => {
	const { tx, actor, now } = context;
	const task = await seenTask(context, input.taskId);
	context.permit(mayAskDeadline(actor, task));
	if (input.toDay <= task.dueOn || input.toDay < context.today)
		throw invalid([issue('toDay', 'issue_deadline_later')]);
	const waiting = await tx
		.selectFrom('deadline_change')
		.select('id')
		.where('task_id', '=', task.id)
		.where('decision', 'is', null)
		.executeTakeFirst();
	if (waiting) throw conflict('failure_deadline_asked');
	const changeId = context.newId();
	await tx
		.insertInto('deadline_change')
		.values({
			tenant_id: actor.tenantId,
			id: changeId,
			task_id: task.id,
			from_day: task.dueOn,
			to_day: input.toDay,
			reason: input.reason,
			asked_by: context.personId,
			asked_at: now,
		})
		.execute();
	await context.emit('deadline.asked', {
		...aboutTask(task),
		before: { dueOn: task.dueOn },
		after: { title: task.title, dueOn: input.toDay, reason: input.reason },
	});
	return { changeId };
});

/** Grants or declines a later deadline. */
export const decideDeadline = command('deadline.decide', DecideDeadlineInput, async (context, input) => {
	const { tx, actor, now } = context;
	const change = await tx
		.selectFrom('deadline_change')
		.select(['id', 'task_id as taskId', 'to_day as toDay', 'decision'])
		.where('id', '=', input.changeId)
		.executeTakeFirst();
	if (!change) throw missing('failure_not_found');
	const task = await seenTask(context, change.taskId);
	context.permit(mayMoveDeadline(actor, task));
	const decided = await tx
		.updateTable('deadline_change')
		.set({
			decision: input.decision,
			decided_by: context.personId,
			decided_at: now,
			answer: input.answer || null,
		})
		.where('id', '=', change.id)
		.where('decision', 'is', null)
		.executeTakeFirst();
	if (decided.numUpdatedRows === 0n) throw conflict('failure_changed_meanwhile');
	if (input.decision === 'granted')
		await tx.updateTable('task').set({ due_on: change.toDay }).where('id', '=', task.id).execute();
	await context.emit(input.decision === 'granted' ? 'deadline.moved' : 'deadline.declined', {
		...aboutTask(task),
		before: { dueOn: task.dueOn },
		after: {
			title: task.title,
			dueOn: input.decision === 'granted' ? change.toDay : task.dueOn,
			reason: input.answer,
		},
	});
});

/** Sets another deadline for a task that was given, with the reason. What was asked for and waits is answered by it. */
export const moveDeadline = command('deadline.move', MoveDeadlineInput, async (context, input) => {
	const { tx, actor, now } = context;
	const task = await seenTask(context, input.taskId);
	context.permit(mayMoveDeadline(actor, task));
	if (input.toDay === task.dueOn || input.toDay < context.today)
		throw invalid([issue('toDay', 'issue_deadline_other')]);
	const decision = { decision: 'granted', decided_by: context.personId, decided_at: now } as const;
	await tx
		.updateTable('deadline_change')
		.set({ ...decision, decision: 'declined', answer: input.reason })
		.where('task_id', '=', task.id)
		.where('decision', 'is', null)
		.execute();
	await tx
		.insertInto('deadline_change')
		.values({
			tenant_id: actor.tenantId,
			id: context.newId(),
			task_id: task.id,
			from_day: task.dueOn,
			to_day: input.toDay,
			reason: input.reason,
			asked_by: context.personId,
			asked_at: now,
			...decision,
		})
		.execute();
	await tx.updateTable('task').set({ due_on: input.toDay }).where('id', '=', task.id).execute();
	await context.emit('deadline.moved', {
		...aboutTask(task),
		before: { dueOn: task.dueOn },
		after: { title: task.title, dueOn: input.toDay, reason: input.reason },
	});
});
