import { sql } from 'kysely';
import { command } from '#lib/platform/command/command.ts';
import { checkPlanned, subjectOf, touch } from './commands.server.ts';
import { seenPlanned, seenResolution } from './facts.server.ts';
import { mayWrite } from './policy.ts';
import { AddTaskInput, ChangeTaskInput, MoveTaskInput, PlannedTaskInput } from './schema.ts';

/** Adds to a draft who does what by when. */
export const addPlannedTask = command('resolution.add_task', AddTaskInput, async (context, input) => {
	const { tx, actor } = context;
	const resolution = await seenResolution(context, input.resolutionId);
	context.permit(mayWrite(actor, resolution));
	await checkPlanned(context, resolution, input);
	const plannedTaskId = context.newId();
	await sql`insert into resolution_task (tenant_id, id, resolution_id, position, title, result_expected, owner_id, due_on, clause_id)
		select ${actor.tenantId}::uuid, ${plannedTaskId}::uuid, ${resolution.id}::uuid, coalesce(max(position), 0) + 1, ${input.title}, ${input.resultExpected},
			${input.ownerId}::uuid, ${input.dueOn}::date, ${input.clauseId ?? null}::uuid
		from resolution_task where tenant_id = ${actor.tenantId} and resolution_id = ${resolution.id}`.execute(
		tx,
	);
	await touch(context, resolution);
	await context.emit('resolution.task_added', {
		...subjectOf(resolution),
		personId: input.ownerId,
		after: { title: input.title, dueOn: input.dueOn },
	});
	return { plannedTaskId };
});

/** Changes what a draft says of a task. */
export const changePlannedTask = command(
	'resolution.change_task',
	ChangeTaskInput,
	async (context, input) => {
		const { tx, actor } = context;
		const { planned, resolution } = await seenPlanned(context, input.plannedTaskId);
		context.permit(mayWrite(actor, resolution));
		await checkPlanned(context, resolution, input);
		await tx
			.updateTable('resolution_task')
			.set({
				title: input.title,
				result_expected: input.resultExpected,
				owner_id: input.ownerId,
				due_on: input.dueOn,
				clause_id: input.clauseId ?? null,
			})
			.where('id', '=', planned.id)
			.execute();
		await touch(context, resolution);
		await context.emit('resolution.task_changed', {
			...subjectOf(resolution),
			personId: input.ownerId,
			before: { title: planned.title },
			after: { title: input.title, dueOn: input.dueOn },
		});
	},
);

/** Moves a task one place up or down. */
export const movePlannedTask = command('resolution.move_task', MoveTaskInput, async (context, input) => {
	const { tx, actor } = context;
	const { planned, resolution } = await seenPlanned(context, input.plannedTaskId);
	context.permit(mayWrite(actor, resolution));
	const isUp = input.step === 'up';
	const other = await tx
		.selectFrom('resolution_task')
		.select(['id', 'position'])
		.where('resolution_id', '=', resolution.id)
		.where('position', isUp ? '<' : '>', planned.position)
		.orderBy('position', isUp ? 'desc' : 'asc')
		.limit(1)
		.executeTakeFirst();
	if (other) {
		const place = (id: string, position: number) =>
			tx.updateTable('resolution_task').set({ position }).where('id', '=', id).execute();
		await place(planned.id, other.position);
		await place(other.id, planned.position);
	}
	await context.emit('resolution.task_moved', { ...subjectOf(resolution), after: { title: planned.title } });
});

/** Takes a task out of a draft. One that was given in the meeting goes on all the same. */
export const removePlannedTask = command(
	'resolution.remove_task',
	PlannedTaskInput,
	async (context, input) => {
		const { planned, resolution } = await seenPlanned(context, input.plannedTaskId);
		context.permit(mayWrite(context.actor, resolution));
		await context.tx.deleteFrom('resolution_task').where('id', '=', planned.id).execute();
		await touch(context, resolution);
		await context.emit('resolution.task_removed', {
			...subjectOf(resolution),
			before: { title: planned.title },
		});
	},
);
