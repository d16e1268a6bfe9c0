import { sql } from 'kysely';
import { z } from 'zod';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { taskFacts } from './facts.server.ts';
import { giveOccurrence, runningRule, setWanted, stepOfRule } from './occurrences.server.ts';
import { mayByClock } from './policy.ts';
import { RecurrenceIdInput } from './schema.ts';
import { aboutTask } from './seen.server.ts';

/**
 * Makes the occurrence of today of a recurring task from its last one, or ends the rule when its time is over. Where the
 * owner or the supervisor has left the unit it is written down that somebody is wanted, and told once for each occurrence.
 * Safe to run twice: an occurrence has its number once.
 * @returns the new task, or null where nothing was to be made
 */
export const makeOccurrence = command(
	'recurrence.go_on',
	RecurrenceIdInput,
	async (context, input): Promise<{ taskId: string | null }> => {
		const { tx, actor, now, today } = context;
		context.permit(mayByClock(actor));
		const rule = await runningRule(context, input.recurrenceId);
		if (!rule) return { taskId: null };
		const step = stepOfRule(rule, today);
		if (step.kind === 'end')
			await tx
				.updateTable('recurrence')
				.set({ stopped_at: now, wanted_for: null })
				.where('id', '=', rule.id)
				.execute();
		if (step.kind !== 'make') return { taskId: null };
		const { task } = rule.last;
		const people = await peopleOfUnit(tx, rule.programme.unitId, today);
		const staying = new Set(people.map(({ personId }) => personId));
		if (staying.has(task.ownerId) && staying.has(task.supervisorId))
			return { taskId: await giveOccurrence(context, rule, step, task) };
		if (rule.wantedFor === step.dueOn) return { taskId: null };
		await setWanted(context, rule.id, step.dueOn);
		await context.emit('recurrence.owner_wanted', {
			...aboutTask(task),
			after: { title: task.title, dueOn: step.dueOn },
		});
		return { taskId: null };
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
