import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '#lib/platform/database/connect.ts';
import { job, noPayload, startWorker } from '#lib/platform/jobs/jobs.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

test('when the database cuts connections in the middle of transactions, each of these fails and the next ones work', async () => {
	const db = openDatabase(database.appUrl, 6);
	const statement = (): Promise<unknown> =>
		db
			.transaction()
			.setAccessMode('read only')
			.execute(async (tx) => {
				await Promise.all([sql`select pg_sleep(0.002)`.execute(tx), sql`select ${1}::int`.execute(tx)]);
				await sql`select ${2}::int`.execute(tx);
			});
	try {
		for (let round = 0; round < 25; round += 1) {
			const some = Promise.allSettled(Array.from({ length: 10 }, statement));
			await sql`select 1`.execute(db).catch(() => {});
			await database.owner`select pg_terminate_backend(pid) from pg_stat_activity
				where usename = 'thuctien_app' and datname = current_database() and pid <> pg_backend_pid()`;
			await some;
		}
		// Connections whose end has not been noticed yet may fail once more; then all six are sound.
		await Promise.allSettled(Array.from({ length: 20 }, statement));
		await expect(Promise.all(Array.from({ length: 60 }, statement))).resolves.toHaveLength(60);
	} finally {
		await db.destroy();
	}
}, 60_000);

test('when the database cuts connections while the jobs begin, they begin again, and run', async () => {
	let ran = 0;
	const run = async (): Promise<void> => {
		ran += 1;
	};
	const count = job({ name: 'count-runs', payload: noPayload, run });
	let cuts = 0;
	const beginning = startWorker(database.appUrl, [count as never]);
	while (cuts < 5) {
		const cut = await database.owner`select pg_terminate_backend(pid) from pg_stat_activity
			where usename = 'thuctien_app' and datname = current_database()`;
		cuts += cut.length;
	}
	const worker = await beginning;
	try {
		await database.owner`insert into pgboss.job (name) values ('count-runs')`;
		await expect.poll(() => ran, { timeout: 30_000 }).toBe(1);
	} finally {
		await worker.stop();
	}
}, 60_000);
