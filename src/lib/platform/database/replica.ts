import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import type { ReplicaSettings } from '../config/config.ts';
import { log } from '../log.ts';
import type { Database } from './connect.ts';
import { pooledDialect } from './pool.ts';
import { statementRecorder } from './statements.ts';
import type { DB } from './tables.ts';

/** A streaming replica of the database, watched. */
export type Replica = {
	/** How far it is behind now, in milliseconds at most; null when it is not to be read: down, too far behind, or no replica of this database. */
	behindMs: () => number | null;
	/** Read only, as PostgreSQL sees to. */
	db: Database;
	/** A look at it failed: it is not read again before it has been seen to be well. */
	doubt: () => void;
	/** For so long after a change of their own people read the primary: longer than what is read here can be old. */
	ownWritesForSeconds: number;
	close: () => Promise<void>;
};

const WATCH_MS = 1_000;
const PATIENCE_MS = 3_000;
const CONNECTIONS = 8;
const MOST_MARKS = 600;

/** Where the log of the primary stood at a moment. */
type Mark = { at: number; position: bigint };

/** A position in the log (pg_lsn) as a number: two hexadecimal halves. */
export const logPosition = (text: string): bigint => {
	const [high = '', low = ''] = text.split('/');
	return BigInt(`0x${high}`) * 2n ** 32n + BigInt(`0x${low}`);
};

const primaryAt = async (db: Database): Promise<{ position: string; system: string }> => {
	const told = await sql<{ position: string; system: string }>`
		select pg_current_wal_lsn()::text as position, (select system_identifier::text from pg_control_system()) as system`.execute(
		db,
	);
	if (!told.rows[0]) throw new Error('the primary told nothing');
	return told.rows[0];
};

const replicaAt = async (db: Database): Promise<{ position: string | null; system: string }> => {
	const told = await sql<{ position: string | null; system: string }>`
		select case when pg_is_in_recovery() then pg_last_wal_replay_lsn()::text end as position,
			(select system_identifier::text from pg_control_system()) as system`.execute(db);
	if (!told.rows[0]) throw new Error('the replica told nothing');
	return told.rows[0];
};

const within = <R>(ms: number, work: Promise<R>): Promise<R> => {
	const late = new AbortController();
	const tooLate = pause(ms, undefined, { signal: late.signal, ref: false }).then((): never => {
		throw new Error(`no answer within ${ms} ms`);
	});
	work.catch(() => {});
	return Promise.race([work, tooLate]).finally(() => {
		tooLate.catch(() => {});
		late.abort();
	});
};

/**
 * Opens a replica and watches it once a second. Its age is no guess from its own clock: the log position of the primary is noted with the
 * moment, and when the replica has replayed as far, it holds everything that was committed before that moment. So a replica whose line
 * to the primary is cut grows old although it believes itself up to date, and one of an idle primary does not.
 */
export const openReplica = (primary: Database, { url, mostBehindMs }: ReplicaSettings): Replica => {
	const record = statementRecorder();
	const db: Database = new Kysely<DB>({
		dialect: pooledDialect(url, CONNECTIONS, undefined, PATIENCE_MS),
		...(record ? { log: (event) => record(event.query.sql, event.query.parameters) } : {}),
	});
	const stopping = new AbortController();
	let marks: Mark[] = [];
	/** It holds everything that was committed before this moment; 0: nothing is known of it. */
	let holdsUntil = 0;
	let isWell: boolean | null = null;

	const say = (well: boolean, reason: string): void => {
		if (well !== isWell)
			log[well ? 'info' : 'warn']({ reason }, well ? 'the replica is read' : 'the replica is not read');
		isWell = well;
	};
	const behind = (): number | null => {
		const ms = Date.now() - holdsUntil;
		return holdsUntil > 0 && ms <= mostBehindMs ? ms : null;
	};

	const watch = async (): Promise<void> => {
		const at = Date.now();
		const [own, theirs] = await within(PATIENCE_MS, Promise.all([primaryAt(primary), replicaAt(db)]));
		if (theirs.position === null) throw new Error('DATABASE_READ_URL is not a standby: it takes writes');
		if (theirs.system !== own.system) throw new Error('DATABASE_READ_URL is a replica of another database');
		marks.push({ at, position: logPosition(own.position) });
		const replayed = logPosition(theirs.position);
		const reached = marks.findLast(({ position }) => position <= replayed);
		if (reached) {
			holdsUntil = reached.at;
			marks = marks.filter((mark) => mark.at >= reached.at);
		}
		// The oldest marks matter: as long as they are not reached, later ones are not either.
		if (marks.length > MOST_MARKS) marks.pop();
		say(behind() !== null, `behind by ${Date.now() - holdsUntil} ms`);
	};

	const follow = async (): Promise<void> => {
		while (!stopping.signal.aborted) {
			await watch().catch((error: unknown) => {
				holdsUntil = 0;
				if (!stopping.signal.aborted) say(false, error instanceof Error ? error.message : String(error));
			});
			await pause(WATCH_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
		}
	};
	const done = follow();

	return {
		behindMs: behind,
		db,
		doubt: () => {
			holdsUntil = 0;
		},
		ownWritesForSeconds: Math.ceil((mostBehindMs + WATCH_MS + PATIENCE_MS) / 1000),
		close: async () => {
			stopping.abort();
			await done;
			await db.destroy();
		},
	};
};
