import { sql } from 'kysely';
import { type Door, look } from '#lib/platform/command/command.ts';
import { installation } from '#lib/platform/installation.ts';
import { job, noPayload } from '#lib/platform/jobs/jobs.ts';
import { log } from '#lib/platform/log.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { isFailure } from '#lib/shared/failures.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import { makeOccurrence, tellLate } from './commands-clock.server.ts';

/**
 * What the clock does for tasks: recurring ones come again, late ones are told of. Each recurrence in a transaction of its
 * own, so that one that can not go on (its owner has left the unit) does not hold up the others. Safe to run twice.
 */
export const keepTasks = async (door: Omit<Door, 'actor'>): Promise<{ made: number; told: number }> => {
	const { rows: tenants } = await sql<{
		tenant: string;
	}>`select every_tenant as tenant from public.every_tenant()`.execute(door.db);
	const done = { made: 0, told: 0 };
	for (const { tenant } of tenants) {
		const own: Door = { ...door, actor: systemActor(tenant) };
		const running = await look(own, (tx) =>
			tx
				.selectFrom('recurrence')
				.select('id')
				.where('tenant_id', '=', tenant)
				.where('stopped_at', 'is', null)
				.orderBy('id')
				.execute(),
		);
		for (const { id } of running) {
			try {
				const { taskId } = await makeOccurrence(own, { recurrenceId: id });
				if (taskId) done.made += 1;
			} catch (error) {
				if (!isFailure(error)) throw error;
				log.warn({ recurrence: id, failure: error.key }, 'a recurring task could not be given');
			}
		}
		done.told += (await tellLate(own, {})).told;
	}
	return done;
};

/** Every hour: a small machine is not always on at midnight. */
export const keepTasksJob = job({
	name: 'programmes.keep_tasks',
	payload: noPayload,
	schedule: '7 * * * *',
	run: async () => {
		const { db, files, clock } = installation();
		const done = await keepTasks({ db, files, clock, requestId: uuidv7() });
		if (done.made + done.told > 0) log.info(done, 'tasks kept');
	},
});
