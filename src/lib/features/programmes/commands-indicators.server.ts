import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalid, missing } from '#lib/shared/failures.ts';
import type { KnownTask } from './facts.server.ts';
import { mayAimIndicators, mayMeasure } from './policy.ts';
import { AddIndicatorInput, MeasureInput, RemoveIndicatorInput } from './schema.ts';
import { aboutTask, issue, seenTask } from './seen.server.ts';

/** Says what is measured of a task, in which unit, and the target. */
export const addIndicator = command('indicator.add', AddIndicatorInput, async (context, input) => {
	const { tx, actor, now } = context;
	const task = await seenTask(context, input.taskId);
	context.permit(mayAimIndicators(actor, task));
	const indicatorId = context.newId();
	const { name, measure, direction, target } = input;
	await tx
		.insertInto('indicator')
		.values({
			tenant_id: actor.tenantId,
			id: indicatorId,
			task_id: task.id,
			name,
			measure,
			direction,
			target,
			created_at: now,
		})
		.execute();
	await context.emit('indicator.added', {
		...aboutTask(task),
		after: { title: task.title, name, measure, direction, target },
	});
	return { indicatorId };
});

const seenIndicator = async (
	context: CommandContext,
	indicatorId: string,
): Promise<{ task: KnownTask; indicator: { id: string; name: string; measure: string; target: number } }> => {
	const indicator = await context.tx
		.selectFrom('indicator')
		.select(['id', 'name', 'measure', 'target', 'task_id as taskId'])
		.where('id', '=', indicatorId)
		.executeTakeFirst();
	if (!indicator) throw missing('failure_not_found');
	return { task: await seenTask(context, indicator.taskId), indicator };
};

/** Takes an indicator away with what was measured; the events keep both. */
export const removeIndicator = command('indicator.remove', RemoveIndicatorInput, async (context, input) => {
	const { tx, actor } = context;
	const { task, indicator } = await seenIndicator(context, input.indicatorId);
	context.permit(mayAimIndicators(actor, task));
	const values = await tx
		.deleteFrom('indicator_value')
		.where('indicator_id', '=', indicator.id)
		.returning(['measured_on', 'value'])
		.execute();
	await tx.deleteFrom('indicator').where('id', '=', indicator.id).execute();
	await context.emit('indicator.removed', {
		...aboutTask(task),
		before: { title: task.title, name: indicator.name, target: indicator.target, values },
	});
});

/** Enters what was measured on a day. A second value of the same day takes the place of the first; the event keeps it. */
export const measureIndicator = command('indicator.measure', MeasureInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const { task, indicator } = await seenIndicator(context, input.indicatorId);
	context.permit(mayMeasure(actor, task));
	if (input.measuredOn > today) throw invalid([issue('measuredOn', 'issue_measured_ahead')]);
	const before = await tx
		.selectFrom('indicator_value')
		.select(['value', 'note'])
		.where('indicator_id', '=', indicator.id)
		.where('measured_on', '=', input.measuredOn)
		.executeTakeFirst();
	const row = { value: input.value, note: input.note, entered_by: context.personId, entered_at: now };
	await tx
		.insertInto('indicator_value')
		.values({
			tenant_id: actor.tenantId,
			indicator_id: indicator.id,
			measured_on: input.measuredOn,
			...row,
		})
		.onConflict((found) => found.columns(['tenant_id', 'indicator_id', 'measured_on']).doUpdateSet(row))
		.execute();
	await context.emit('indicator.measured', {
		...aboutTask(task),
		...(before ? { before: { value: before.value, note: before.note } } : {}),
		after: { title: task.title, name: indicator.name, measuredOn: input.measuredOn, value: input.value },
	});
});
