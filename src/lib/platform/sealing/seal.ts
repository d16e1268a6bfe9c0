import { sql } from 'kysely';
import { systemActor } from '#lib/shared/actor.ts';
import type { Database } from '../database/connect.ts';
import { type Tx, transactionAs } from '../database/transaction.ts';
import { leafOf, merkleRoot, sealOf } from './chain.ts';
import { readEvents } from './read-events.ts';

const BATCH = 1000;

/** Seals the next batch of a tenant; gives how many events went into it. */
const sealBatch = async (tx: Tx, tenantId: string, now: Date): Promise<number> => {
	// One sealer a tenant at a time: two would name the same batch before theirs.
	await sql`select pg_advisory_xact_lock(hashtextextended('seal ' || ${tenantId}, 0))`.execute(tx);
	const events = await readEvents(tx, tenantId, sql`sealed_in is null order by id limit ${BATCH}`);
	const first = events[0];
	const last = events.at(-1);
	if (!first || !last) return 0;
	const before = await tx
		.selectFrom('event_seal')
		.select(['batch', 'seal'])
		.where('tenant_id', '=', tenantId)
		.orderBy('batch', 'desc')
		.limit(1)
		.executeTakeFirst();
	const batch = {
		tenantId,
		batch: (before?.batch ?? 0) + 1,
		firstEvent: first.id,
		lastEvent: last.id,
		eventCount: events.length,
		merkleRoot: merkleRoot(events.map(leafOf)),
		previousSeal: before?.seal ?? null,
		sealedAt: now,
	};
	await tx
		.insertInto('event_seal')
		.values({
			tenant_id: tenantId,
			batch: batch.batch,
			first_event: batch.firstEvent,
			last_event: batch.lastEvent,
			event_count: batch.eventCount,
			merkle_root: batch.merkleRoot,
			previous_seal: batch.previousSeal,
			seal: sealOf(batch),
			sealed_at: now,
		})
		.execute();
	await sql`update event set sealed_in = ${batch.batch}
		where tenant_id = ${tenantId} and id = any(${events.map((event) => event.id)}::uuid[])`.execute(tx);
	return events.length;
};

/**
 * Seals every event of a tenant that no batch holds yet, a thousand at a time, each batch in a transaction of its own.
 * Safe to run twice and on several machines: writing an event never waits for it.
 */
export const sealEvents = async (
	db: Database,
	tenantId: string,
	now: Date,
): Promise<{ batches: number; events: number }> => {
	let batches = 0;
	let events = 0;
	for (;;) {
		const sealed = await transactionAs(db, systemActor(tenantId), 'write', (tx) =>
			sealBatch(tx, tenantId, now),
		);
		if (sealed === 0) return { batches, events };
		batches += 1;
		events += sealed;
		if (sealed < BATCH) return { batches, events };
	}
};

/** The tenants of this installation, in a fixed order. */
export const everyTenant = async (db: Database): Promise<string[]> => {
	const found = await sql<{ id: string }>`select public.every_tenant() as id`.execute(db);
	return found.rows.map((row) => row.id);
};

/** Seals for one tenant after another. */
export const sealEveryTenant = async (
	db: Database,
	now: Date,
): Promise<{ batches: number; events: number }> => {
	const total = { batches: 0, events: 0 };
	for (const tenantId of await everyTenant(db)) {
		const sealed = await sealEvents(db, tenantId, now);
		total.batches += sealed.batches;
		total.events += sealed.events;
	}
	return total;
};
