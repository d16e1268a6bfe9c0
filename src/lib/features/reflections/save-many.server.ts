import { sql } from 'kysely';
import type { Database } from '#lib/platform/database/connect.ts';
import type { Changes } from '#lib/text/typed-changes.ts';

/** What somebody typed on the own paper of a round since the revision that is kept. */
export type QuickSave = {
	tenant: string;
	person: string;
	round: string;
	revision: number;
	changes: Changes;
	at: Date;
};

type Waiting = QuickSave & { done: (revision: number | null) => void; failed: (error: unknown) => void };
type Queue = { waiting: Waiting[]; isRunning: boolean };
const queues = new WeakMap<Database, Queue>();
/** More at once would let the first of them wait for the last. */
const MOST_AT_ONCE = 200;

const keep = async (db: Database, saves: readonly Waiting[]): Promise<void> => {
	const told = JSON.stringify(
		saves.map(({ done: _done, failed: _failed, ...save }, nth) => ({ nth, ...save })),
	);
	const kept = await sql<{ nth: number; revision: number }>`
		select nth, revision from public.keep_reflections(${told}::text::jsonb)`.execute(db);
	const revisions = new Map(kept.rows.map(({ nth, revision }) => [nth, revision]));
	for (const [nth, save] of saves.entries()) save.done(revisions.get(nth) ?? null);
};

const run = async (db: Database, queue: Queue): Promise<void> => {
	queue.isRunning = true;
	while (queue.waiting.length > 0) {
		const saves = queue.waiting.splice(0, MOST_AT_ONCE);
		try {
			await keep(db, saves);
		} catch (error) {
			for (const save of saves) save.failed(error);
		}
	}
	queue.isRunning = false;
};

/**
 * Keeps what many are typing at once: saves that come while one writing to the disk is going on go together in the next. Each
 * is carried out in the name of its own author, within the fence (`keep_reflections` in db/security/67_reflections.sql).
 * @returns the new revision when the database has it on disk; null when it was not taken: another revision is kept, or the
 * paper is not written on any more. The ordinary command then says what is the matter.
 */
export const saveTogether = (db: Database, save: QuickSave): Promise<number | null> => {
	const queue = queues.get(db) ?? { waiting: [], isRunning: false };
	queues.set(db, queue);
	return new Promise((done, failed) => {
		queue.waiting.push({ ...save, done, failed });
		if (!queue.isRunning) void run(db, queue);
	});
};
