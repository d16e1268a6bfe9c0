import { setTimeout as pause } from 'node:timers/promises';
import { isFailure } from '#lib/shared/failures.ts';
import { type Tx, transactionAs } from '../database/transaction.ts';
import { log } from '../log.ts';
import { type Door, look } from './command.ts';

/** What was found, and by how many whole seconds it may be behind (0: it is of this moment). */
export type FoundAside<R> = { found: R; secondsBehind: number };

/** A replica that says nothing for so long is asked no more. */
const PATIENCE_MS = 10_000;

const inTime = async <R>(work: Promise<R>): Promise<R> => {
	const answered = new AbortController();
	const late = pause(PATIENCE_MS, undefined, { signal: answered.signal }).then((): never => {
		throw new Error(`the replica did not answer within ${PATIENCE_MS} ms`);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		late.catch(() => {});
		work.catch(() => {});
		answered.abort();
	}
};

/**
 * A look that may be some seconds behind: at the replica where there is one that is well, at the primary otherwise. The same fence holds
 * at both. When the replica fails in the middle of it, the look is taken again at the primary; what is refused or missing stays so.
 */
export const lookAside = async <R>(
	door: Pick<Door, 'db' | 'actor' | 'aside'>,
	run: (tx: Tx) => Promise<R>,
): Promise<FoundAside<R>> => {
	const behindMs = door.aside?.behindMs() ?? null;
	if (door.aside && behindMs !== null) {
		try {
			const found = await inTime(transactionAs(door.aside.db, door.actor, 'read', run));
			return { found, secondsBehind: Math.floor(behindMs / 1000) };
		} catch (error) {
			if (isFailure(error)) throw error;
			door.aside.doubt();
			log.warn(
				{ error: error instanceof Error ? error.message : String(error) },
				'a look at the replica failed',
			);
		}
	}
	return { found: await look(door, run), secondsBehind: 0 };
};
