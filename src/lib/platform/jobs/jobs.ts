import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Tx } from '../database/transaction.ts';
import { log } from '../log.ts';

/** A kind of job: its name, what it carries, how often it is tried again, and what it does. Safe to run twice. */
export type Job<Payload extends object> = {
	name: string;
	payload: z.ZodType<Payload>;
	/** A cron line (UTC) for a job that runs by the clock. */
	schedule?: string;
	retries?: number;
	run: (payload: Payload) => Promise<void>;
};

export const job = <Payload extends object>(definition: Job<Payload>): Job<Payload> => definition;

export const noPayload = z.looseObject({});

type Worker = { stop: () => Promise<void> };

/** Takes the jobs of one kind, one after another. */
const workOn = async (boss: PgBoss, each: Job<object>): Promise<void> => {
	await boss.createQueue(each.name, { retryLimit: each.retries ?? 3, retryBackoff: true });
	await boss.work(each.name, { pollingIntervalSeconds: 5 }, async (batch) => {
		for (const { id, data } of batch) {
			try {
				await each.run(each.payload.parse(data ?? {}));
			} catch (error) {
				log.error({ job: each.name, id, error: sayError(error) }, 'job failed');
				throw error;
			}
		}
	});
	if (each.schedule) await boss.schedule(each.name, each.schedule);
};

const sayError = (error: unknown): string =>
	error instanceof Error ? (error.stack ?? error.message) : String(error);

const beginWork = async (appUrl: string, jobs: readonly Job<never>[]): Promise<Worker> => {
	const boss = new PgBoss({ connectionString: appUrl, schema: 'pgboss', createSchema: false, max: 3 });
	boss.on('error', (error) => log.error({ error: sayError(error) }, 'job queue'));
	try {
		await boss.start();
		for (const each of jobs as unknown as readonly Job<object>[]) await workOn(boss, each);
	} catch (error) {
		await boss.stop({ graceful: false }).catch(() => {});
		throw error;
	}
	return { stop: () => boss.stop({ graceful: true, timeout: 5_000 }) };
};

/** Pages are served while the jobs begin; a connection that is lost then is no reason to stop serving them. */
const BEGINNINGS = 20;
const BEGIN_AGAIN_MS = 1_000;

/**
 * Runs the jobs until stopped. The queue's own tables lie in schema pgboss, which the application's role owns: they
 * hold names and ids, no content. Begins again when the database is lost in the middle of beginning.
 * @throws what the last of twenty beginnings failed with
 */
export const startWorker = async (appUrl: string, jobs: readonly Job<never>[]): Promise<Worker> => {
	for (let beginning = 1; ; beginning += 1) {
		try {
			return await beginWork(appUrl, jobs);
		} catch (error) {
			if (beginning === BEGINNINGS) throw error;
			log.warn({ error: sayError(error) }, 'the jobs could not begin yet');
			await pause(BEGIN_AGAIN_MS);
		}
	}
};

/**
 * Puts a job into the queue inside the caller's transaction: it is there when the change is, and only then. The sender
 * is made anew each time: it looks up a queue that it does not know yet on the connection it was made with, and the
 * transaction of an earlier sending is over by then.
 */
export const enqueue = async <Payload extends object>(
	tx: Tx,
	kind: Pick<Job<Payload>, 'name' | 'payload'>,
	payload: Payload,
): Promise<void> => {
	const sender = new PgBoss({
		db: fromKysely(tx),
		schema: 'pgboss',
		createSchema: false,
		migrate: false,
		supervise: false,
		schedule: false,
	});
	await sender.send(kind.name, payload);
};

/**
 * Puts a job into the queue inside the caller's transaction where the queue stands already; a database on which no
 * server has run yet has none. For work that a job by the clock would find anyway: it only begins sooner.
 */
export const nudge = async <Payload extends object>(
	tx: Tx,
	kind: Pick<Job<Payload>, 'name' | 'payload'>,
	payload: Payload,
): Promise<void> => {
	const stands = await sql<{
		stands: boolean;
	}>`select to_regclass('pgboss.queue') is not null as stands`.execute(tx);
	if (!stands.rows[0]?.stands) return;
	const queues = await sql`select from pgboss.queue where name = ${kind.name}`.execute(tx);
	if (queues.rows.length > 0) await enqueue(tx, kind, payload);
};
