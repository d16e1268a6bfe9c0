import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import type { KnownTask } from './facts.server.ts';
import { mayPlanSteps, mayTickStep } from './policy.ts';
import { AddStepInput, RemoveStepInput, TickStepInput } from './schema.ts';
import { aboutTask, seenTask } from './seen.server.ts';

/** Adds a step on the way to the result: what, and where it is known who and until when. */
export const addStep = command('step.add', AddStepInput, async (context, input) => {
	const { tx, actor } = context;
	const task = await seenTask(context, input.taskId);
	context.permit(mayPlanSteps(actor, task));
	if (input.personId) {
		const people = await peopleOfUnit(tx, task.unitId, context.today);
		if (!people.some(({ personId }) => personId === input.personId)) throw missing('failure_not_found');
	}
	const last = await tx
		.selectFrom('task_step')
		.select((value) => value.fn.max('place').as('place'))
		.where('task_id', '=', task.id)
		.executeTakeFirst();
	const stepId = context.newId();
	await tx
		.insertInto('task_step')
		.values({
			tenant_id: actor.tenantId,
			id: stepId,
			task_id: task.id,
			place: (last?.place ?? 0) + 1,
			title: input.title,
			person_id: input.personId ?? null,
			due_on: input.dueOn ?? null,
		})
		.execute();
	await context.emit('step.added', {
		...aboutTask(task),
		personId: input.personId ?? task.ownerId,
		after: { title: task.title, step: input.title, dueOn: input.dueOn ?? null },
	});
	return { stepId };
});

const seenStep = async (
	context: CommandContext,
	stepId: string,
): Promise<{ task: KnownTask; step: { id: string; title: string; personId: string | null } }> => {
	const step = await context.tx
		.selectFrom('task_step')
		.select(['id', 'title', 'task_id as taskId', 'person_id as personId'])
		.where('id', '=', stepId)
		.executeTakeFirst();
	if (!step) throw missing('failure_not_found');
	return { task: await seenTask(context, step.taskId), step };
};

/** Ticks a step off, or takes the tick back. */
export const tickStep = command('step.tick', TickStepInput, async (context, input) => {
	const { task, step } = await seenStep(context, input.stepId);
	context.permit(mayTickStep(context.actor, task, step));
	const isDone = input.done === 'yes';
	await context.tx
		.updateTable('task_step')
		.set({ done_at: isDone ? context.now : null, done_by: isDone ? context.personId : null })
		.where('id', '=', step.id)
		.execute();
	await context.emit(isDone ? 'step.done' : 'step.reopened', {
		...aboutTask(task),
		after: { title: task.title, step: step.title },
	});
});

export const removeStep = command('step.remove', RemoveStepInput, async (context, input) => {
	const { task, step } = await seenStep(context, input.stepId);
	context.permit(mayPlanSteps(context.actor, task));
	await context.tx.deleteFrom('task_step').where('id', '=', step.id).execute();
	await context.emit('step.removed', { ...aboutTask(task), before: { title: task.title, step: step.title } });
});
