import { type Selectable, sql } from 'kysely';
import { systemActor } from '#lib/shared/actor.ts';
import type { Database } from '../database/connect.ts';
import type { EventSeal } from '../database/tables.ts';
import { type Tx, transactionAs } from '../database/transaction.ts';
import { leafOf, merkleRoot, sealOf } from './chain.ts';
import { readEvents } from './read-events.ts';

/** Where the chain does not hold: `chain` a batch is gone or renumbered, `seal` its own record was altered, `events` what it holds was. */
export type Break = {
	kind: 'chain' | 'seal' | 'events' | 'stray';
	batch: number;
	eventsExpected: number;
	eventsFound: number;
};

export type Verified = {
	ok: boolean;
	tenantId: string;
	batches: number;
	events: number;
	/** Written since the last sealing: not yet under a seal. */
	unsealed: number;
	/** The last seal. Whoever keeps it elsewhere can later prove that nothing before it was cut off or written anew. */
	head: string | null;
	break: Break | null;
};

type Seal = Selectable<EventSeal>;

const checkBatch = async (tx: Tx, row: Seal, before: Seal | null): Promise<Break | null> => {
	const broken = (kind: Break['kind'], found = row.event_count): Break => ({
		kind,
		batch: row.batch,
		eventsExpected: row.event_count,
		eventsFound: found,
	});
	const follows =
		row.batch === (before?.batch ?? 0) + 1 &&
		(before ? before.seal.equals(row.previous_seal ?? Buffer.alloc(0)) : row.previous_seal === null);
	if (!follows) return broken('chain');
	const events = await readEvents(tx, row.tenant_id, sql`sealed_in = ${row.batch} order by id`);
	const own = sealOf({
		tenantId: row.tenant_id,
		batch: row.batch,
		firstEvent: row.first_event,
		lastEvent: row.last_event,
		eventCount: row.event_count,
		merkleRoot: row.merkle_root,
		previousSeal: row.previous_seal,
		sealedAt: new Date(row.sealed_at),
	});
	if (!own.equals(row.seal)) return broken('seal', events.length);
	const same =
		events.length === row.event_count &&
		events[0]?.id === row.first_event &&
		events.at(-1)?.id === row.last_event &&
		merkleRoot(events.map(leafOf)).equals(row.merkle_root);
	return same ? null : broken('events', events.length);
};

/**
 * Does every sealed event still say what it said when it was sealed, and is none missing or added?
 * @param knownSeal a seal (hex) noted earlier, elsewhere: it has to be in the chain still
 * @returns the first break, when there is one
 */
export const verifyEvents = async (db: Database, tenantId: string, knownSeal?: string): Promise<Verified> =>
	transactionAs(db, systemActor(tenantId), 'read', async (tx) => {
		// A batch sealed while we read would look like a stray one: the sealer waits.
		await sql`select pg_advisory_xact_lock_shared(hashtextextended('seal ' || ${tenantId}, 0))`.execute(tx);
		const seals = await tx
			.selectFrom('event_seal')
			.selectAll()
			.where('tenant_id', '=', tenantId)
			.orderBy('batch')
			.execute();
		const verified: Verified = {
			ok: false,
			tenantId,
			batches: 0,
			events: 0,
			unsealed: 0,
			head: null,
			break: null,
		};
		let before: Seal | null = null;
		for (const row of seals) {
			verified.break = await checkBatch(tx, row, before);
			if (verified.break) return verified;
			verified.batches += 1;
			verified.events += row.event_count;
			verified.head = row.seal.toString('hex');
			before = row;
		}
		const rest = await sql<{ unsealed: number; stray: number }>`
			select count(*) filter (where sealed_in is null) as unsealed, count(*) filter (where sealed_in > ${before?.batch ?? 0}) as stray
			from event where tenant_id = ${tenantId} and (sealed_in is null or sealed_in > ${before?.batch ?? 0})`.execute(
			tx,
		);
		const { unsealed = 0, stray = 0 } = rest.rows[0] ?? {};
		if (stray > 0)
			verified.break = {
				kind: 'stray',
				batch: (before?.batch ?? 0) + 1,
				eventsExpected: 0,
				eventsFound: stray,
			};
		const known = knownSeal?.toLowerCase();
		if (known && !seals.some((row) => row.seal.toString('hex') === known)) {
			verified.break ??= {
				kind: 'chain',
				batch: before?.batch ?? 0,
				eventsExpected: verified.events,
				eventsFound: verified.events,
			};
		}
		return { ...verified, unsealed, ok: verified.break === null };
	});
