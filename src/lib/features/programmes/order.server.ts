import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { refused } from '#lib/shared/failures.ts';
import type { Dependence } from './domain/dependence.ts';

/** What waits for what among the tasks of a unit that were not called off. */
export const edgesAround = async (tx: Tx, tenantId: string, unitId: string): Promise<Dependence[]> => {
	const found = await sql<Dependence>`
		select d.task_id as "taskId", d.needs_id as "needsId" from task_dependence d
		join task t on t.tenant_id = d.tenant_id and t.id = d.task_id and t.unit_id = ${unitId} and t.state <> 'cancelled'
		where d.tenant_id = ${tenantId}`.execute(tx);
	return found.rows;
};

/** The tasks that one waits for still: those whose result is not accepted. */
export const waitsFor = async (
	tx: Tx,
	tenantId: string,
	taskId: string,
): Promise<{ id: string; title: string }[]> => {
	const found = await sql<{ id: string; title: string }>`
		select n.id, n.title from task_dependence d
		join task n on n.tenant_id = d.tenant_id and n.id = d.needs_id and n.state not in ('accepted', 'cancelled')
		where d.tenant_id = ${tenantId} and d.task_id = ${taskId} order by n.due_on, n.id`.execute(tx);
	return found.rows;
};

/** @throws Failure refused, with the names of the tasks that must be done before */
export const refuseWhileWaiting = async ({ tx, actor }: CommandContext, taskId: string): Promise<void> => {
	const waiting = await waitsFor(tx, actor.tenantId, taskId);
	if (waiting.length > 0)
		throw refused('refused_task_waits', { tasks: waiting.map(({ title }) => `“${title}”`).join(', ') });
};
