import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { movedBy } from './domain/steps.ts';
import type { KnownTask } from './facts.server.ts';
import { mayPlanSteps, mayTickStep } from './policy.ts';
import { AddStepInput, ChangeStepInput, MoveStepInput, RemoveStepInput, TickStepInput } from './schema.ts';
import { aboutTask, seenTask } from './seen.server.ts';

/** Whoever is newly given a step is of the unit. @throws Failure missing */
const needPerson = async (
	{ tx, today }: CommandContext,
	task: KnownTask,
	personId: string,
): Promise<void> => {
	const people = await peopleOfUnit(tx, task.unitId, today);
	if (!people.some((person) => person.personId === personId)) throw missing('failure_not_found');
};

/** Adds a step on the way to the result: what, and where it is known who and until when. */
export const addStep = command('step.add', AddStepInput, async (context, input) => {
	const { tx, actor } = context;
	const task = await seenTask(context, input.taskId);
	context.permit(mayPlanSteps(actor, task));
	if (input.personId) await needPerson(context, task, input.personId);
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

type KnownStep = { id: string; title: string; personId: string | null; dueOn: Day | null };

/** The step as it stands, with its task locked. @throws Failure missing */
const seenStep = async (
	context: CommandContext,
	stepId: string,
): Promise<{ task: KnownTask; step: KnownStep }> => {
	const read = () =>
		context.tx
			.selectFrom('task_step')
			.select(['id', 'title', 'task_id as taskId', 'person_id as personId', 'due_on as dueOn'])
			.where('id', '=', stepId)
			.executeTakeFirst();
	const known = await read();
	if (!known) throw missing('failure_not_found');
	const task = await seenTask(context, known.taskId);
	// Read again once the task is locked: somebody else may have changed or removed the step meanwhile.
	const step = await read();
	if (!step) throw missing('failure_not_found');
	return { task, step };
};

/** Says a step otherwise: what, who, until when. Somebody who has left the unit since may keep it, nobody new from outside gets it. */
export const changeStep = command('step.change', ChangeStepInput, async (context, input) => {
	const { task, step } = await seenStep(context, input.stepId);
	context.permit(mayPlanSteps(context.actor, task));
	if (input.personId && input.personId !== step.personId) await needPerson(context, task, input.personId);
	const after = { title: input.title, person_id: input.personId ?? null, due_on: input.dueOn ?? null };
	await context.tx.updateTable('task_step').set(after).where('id', '=', step.id).execute();
	await context.emit('step.changed', {
		...aboutTask(task),
		personId: input.personId ?? task.ownerId,
		before: { title: task.title, step: step.title, dueOn: step.dueOn, personId: step.personId },
		after: { title: task.title, step: input.title, dueOn: after.due_on, personId: after.person_id },
	});
});

/** Moves a step before the one above it or after the one below; at the end of the list it is refused. */
export const moveStep = command('step.move', MoveStepInput, async (context, input) => {
	const { tx } = context;
	const { task, step } = await seenStep(context, input.stepId);
	context.permit(mayPlanSteps(context.actor, task));
	const steps = await tx
		.selectFrom('task_step')
		.select(['id', 'place'])
		.where('task_id', '=', task.id)
		.orderBy('place')
		.orderBy('id')
		.execute();
	const order = movedBy(
		steps.map(({ id }) => id),
		step.id,
		input.direction,
	);
	if (!order) throw conflict('failure_changed_meanwhile');
	const placeOf = new Map(steps.map(({ id, place }) => [id, place]));
	for (const [at, id] of order.entries())
		if (placeOf.get(id) !== at + 1)
			await tx
				.updateTable('task_step')
				.set({ place: at + 1 })
				.where('id', '=', id)
				.execute();
	await context.emit('step.moved', {
		...aboutTask(task),
		before: { place: steps.findIndex(({ id }) => id === step.id) + 1 },
		after: { title: task.title, step: step.title, place: order.indexOf(step.id) + 1 },
	});
});

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
