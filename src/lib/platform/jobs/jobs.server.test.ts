import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useDatabase } from '../../../../tests/support/database.ts';
import { enqueue, job, noPayload, nudge, startWorker } from './jobs.ts';

const database = useDatabase();

const called = (name: string) => job({ name, payload: noPayload, run: async () => {} });

const waiting = async (name: string): Promise<number> => {
	const { rows } = await sql<{
		count: string;
	}>`select count(*) as count from pgboss.job where name = ${name}`.execute(database.db);
	return Number(rows[0]?.count);
};

test('jobs of several kinds are put in, each in a transaction of its own, and one that fails takes its job along', async () => {
	const tx = database.db.transaction();
	// On a database on which no server has run yet there is no queue, and a nudge is no failure.
	await tx.execute((inside) => nudge(inside, called('letters'), {}));

	// Started with the kinds known and stopped at once: the queues stand, nobody takes from them.
	const worker = await startWorker(database.appUrl, [called('letters'), called('scans')] as never);
	await worker.stop();
	await database.db.transaction().execute((inside) => nudge(inside, called('letters'), {}));
	await database.db.transaction().execute((inside) => nudge(inside, called('scans'), {}));
	await database.db.transaction().execute((inside) => enqueue(inside, called('scans'), {}));
	await expect(
		database.db.transaction().execute(async (inside) => {
			await enqueue(inside, called('letters'), {});
			throw new Error('the change was refused');
		}),
	).rejects.toThrow('the change was refused');

	expect(await waiting('letters')).toBe(1);
	expect(await waiting('scans')).toBe(2);
});
