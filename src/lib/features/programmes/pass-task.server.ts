import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { indexRecords } from '#lib/features/search/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { taskFacts } from './facts.server.ts';
import { aboutTask } from './seen.server.ts';
import { supervisorFor } from './tasks.server.ts';

/**
 * Gives an open task of a unit to somebody else of it, inside the command of another feature (its owner leaves). It asks no
 * policy: the command that calls it has asked its own.
 * @throws Failure missing for a task or a person that is not the unit's
 */
export const passTask = async (
	context: CommandContext,
	{ taskId, unitId, toId }: { taskId: string; unitId: string; toId: string },
): Promise<void> => {
	const { tx, actor, today } = context;
	const task = await taskFacts(tx, actor.tenantId, taskId, true);
	const people = await peopleOfUnit(tx, unitId, today);
	if (task.unitId !== unitId || !people.some(({ personId }) => personId === toId))
		throw missing('failure_not_found');
	const supervisorId =
		task.supervisorId === toId || !people.some(({ personId }) => personId === task.supervisorId)
			? await supervisorFor(context, unitId, toId)
			: task.supervisorId;
	await tx
		.updateTable('task')
		.set({ owner_id: toId, supervisor_id: supervisorId })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', task.id)
		.execute();
	await tx
		.deleteFrom('task_helper')
		.where('tenant_id', '=', actor.tenantId)
		.where('task_id', '=', task.id)
		.where('person_id', '=', toId)
		.execute();
	await indexRecords(tx, actor.tenantId, 'task', [task.id]);
	await context.emit('task.changed', {
		...aboutTask(task),
		personId: toId,
		before: { ownerId: task.ownerId, supervisorId: task.supervisorId },
		after: { ownerId: toId, supervisorId },
	});
};
