import { sql } from 'kysely';
import type { Database } from './connect.ts';

type Flushes = { running: Promise<unknown>; next: Promise<void> | null };
const flushes = new WeakMap<Database, Flushes>();

/** A commit of its own, which is answered when the log up to it is on disk. It changes no data. */
const flush = (db: Database): Promise<unknown> =>
	sql`select pg_logical_emit_message(true, 'thuctien', '')`.execute(db);

/**
 * Settles when everything that was committed before this call is on disk. Who waits at the same time shares one writing to
 * disk: one that has begun may have begun before, so the next one is waited for.
 */
export const untilOnDisk = (db: Database): Promise<void> => {
	const own = flushes.get(db) ?? { running: Promise.resolve(), next: null };
	flushes.set(db, own);
	own.next ??= own.running
		.catch(() => undefined)
		.then(async () => {
			own.next = null;
			own.running = flush(db);
			await own.running;
		});
	return own.next;
};
