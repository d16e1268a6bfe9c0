import { sql } from 'kysely';
import type { Database } from '#lib/platform/database/connect.ts';
import { type Tx, transactionAs } from '#lib/platform/database/transaction.ts';
import { everyTenant, sealEvents } from '#lib/platform/sealing/seal.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { type PartName, parts } from './counts.server.ts';
import { rollsOn } from './domain/period.ts';
import { keepDay, keepFirstDay } from './history.server.ts';
import { countAnew, countDue, countPart, countPeople, sumAnew } from './keep.server.ts';
import { type Touched, touchAll, touchedBy } from './touched.server.ts';

/** Batches of at most a thousand sealed events that are followed in one transaction. */
const BATCHES = 20;

/**
 * How long to rest after a pass, in milliseconds: two seconds, or as long as the pass took, so that following never takes more than
 * half of a processor.
 */
export const restAfter = (tookMs: number): number => Math.max(2_000, tookMs);

type Followed = { events: number; more: boolean };

type Position = { batch: number; counted_on: string; is_loaded: boolean };

const positionOf = async (tx: Tx, tenantId: string): Promise<Position | null> => {
	const found =
		await sql<Position>`select batch, counted_on, is_loaded from progress_position where tenant_id = ${tenantId}`.execute(
			tx,
		);
	return found.rows[0] ?? null;
};

const lastBatch = async (tx: Tx, tenantId: string): Promise<number> => {
	const found = await sql<{ batch: number }>`
		select coalesce(max(batch), 0)::int as batch from event_seal where tenant_id = ${tenantId}`.execute(tx);
	return found.rows[0]?.batch ?? 0;
};

const setPosition = async (tx: Tx, tenantId: string, batch: number, now: Date): Promise<void> => {
	await sql`insert into progress_position (tenant_id, batch, counted_on, counted_at, kept_from) values (${tenantId}, ${batch}, ${dayOf(now)}, ${now}, ${dayOf(now)})
		on conflict (tenant_id) do update set batch = excluded.batch, counted_on = excluded.counted_on, counted_at = excluded.counted_at,
			kept_from = coalesce(progress_position.kept_from, excluded.kept_from)`.execute(tx);
};

/** Units in which a membership began or ended by the calendar since people were counted. */
const turnedSince = async (tx: Tx, tenantId: string, from: string, to: string): Promise<string[]> => {
	const found = await sql<{ id: string }>`
		select unit_id as id from membership where tenant_id = ${tenantId} and valid_from > ${from} and valid_from <= ${to}
		union select unit_id from membership where tenant_id = ${tenantId} and valid_to > ${from} and valid_to <= ${to}`.execute(
		tx,
	);
	return found.rows.map(({ id }) => id);
};

const takeWaiting = async (tx: Tx, tenantId: string): Promise<string[]> => {
	const found = await sql<{
		id: string;
	}>`delete from progress_waiting where tenant_id = ${tenantId} returning unit_id as id`.execute(tx);
	return found.rows.map(({ id }) => id);
};

const countTouched = async (tx: Tx, tenantId: string, touched: Touched, day: Day): Promise<void> => {
	for (const part of parts) {
		const unitIds = touched.parts.get(part.name);
		if (unitIds) await countPart(tx, part, { tenantId, unitIds: [...unitIds], day });
	}
	const due = touched.parts.get('due');
	if (due) await countDue(tx, { tenantId, unitIds: [...due], day });
	const people = touched.parts.get('people');
	if (people) await countPeople(tx, { tenantId, unitIds: [...people], day });
	if (touched.treeChanged) await sumAnew(tx, tenantId);
};

const touch = (touched: Touched, name: PartName | 'people', unitIds: readonly string[]): void => {
	if (unitIds.length === 0) return;
	const units = touched.parts.get(name) ?? new Set<string>();
	for (const unitId of unitIds) units.add(unitId);
	touched.parts.set(name, units);
};

/** What the calendar alone changes when a new day has come: memberships that began or ended by it, and members at the end of a quarter. */
const turnOfDay = async (
	tx: Tx,
	tenantId: string,
	touched: Touched,
	from: Day,
	today: Day,
): Promise<void> => {
	const turned = await turnedSince(tx, tenantId, from, today);
	touch(touched, 'people', turned);
	touch(touched, 'members', turned);
	if (!rollsOn(from, today)) return;
	const members = parts.find(({ name }) => name === 'members');
	if (members) await countPart(tx, members, { tenantId, unitIds: null, day: today });
	touched.parts.delete('members');
};

/** One who counts a tenant at a time; another waits for none and goes on. */
const isAlone = async (tx: Tx, tenantId: string): Promise<boolean> => {
	const found = await sql<{ alone: boolean }>`
		select pg_try_advisory_xact_lock(hashtextextended('progress ' || ${tenantId}, 0)) as alone`.execute(tx);
	return found.rows[0]?.alone ?? false;
};

const followBatches = async (tx: Tx, tenantId: string, now: Date): Promise<Followed> => {
	const idle: Followed = { events: 0, more: false };
	if (!(await isAlone(tx, tenantId))) return idle;
	const today = dayOf(now);
	const [position, last] = [await positionOf(tx, tenantId), await lastBatch(tx, tenantId)];
	if (!position) {
		await countAnew(tx, tenantId, today);
		await setPosition(tx, tenantId, last, now);
		await keepFirstDay(tx, tenantId, today);
		await sql`select public.deliver_progress(${now})`.execute(tx);
		return idle;
	}
	// What was loaded without the records that it counts is not counted anew: it would be gone.
	if (position.is_loaded) {
		if (last > position.batch) await setPosition(tx, tenantId, last, now);
		return idle;
	}
	const until = Math.min(last, position.batch + BATCHES);
	const touched: Touched =
		until > position.batch
			? await touchedBy(tx, tenantId, position.batch, until)
			: { parts: new Map(), treeChanged: false, everything: false, events: 0 };
	touchAll(touched, await takeWaiting(tx, tenantId));
	const isNewDay = position.counted_on < today;
	if (until === position.batch && touched.parts.size === 0 && !isNewDay) return idle;
	const day = isNewDay ? today : position.counted_on;
	const isNewQuarter = isNewDay && rollsOn(position.counted_on, today);
	if (touched.everything) await countAnew(tx, tenantId, day);
	else {
		if (isNewDay) await turnOfDay(tx, tenantId, touched, position.counted_on, today);
		await countTouched(tx, tenantId, touched, day);
	}
	await setPosition(tx, tenantId, until, now);
	const isWhole = touched.everything || touched.treeChanged || isNewQuarter;
	await keepDay(tx, tenantId, {
		day,
		unitIds: isWhole ? null : [...new Set([...touched.parts.values()].flatMap((units) => [...units]))],
		...(isNewDay ? { after: position.counted_on } : {}),
	});
	if (touched.parts.size > 0 || isWhole) await sql`select public.deliver_progress(${now})`.execute(tx);
	return { events: touched.events, more: until < last };
};

/**
 * Brings the counts of a tenant up to its last event. Events are sealed first: a seal gives them their one order, and each is in one
 * batch for ever, so the number of the last batch is the position. Counting and position are one transaction: killed in between,
 * nothing has happened, and the same batch is followed again.
 */
export const followTenant = async (db: Database, tenantId: string, now: Date): Promise<number> => {
	await sealEvents(db, tenantId, now);
	let events = 0;
	for (;;) {
		const followed = await transactionAs(db, systemActor(tenantId), 'write', (tx) =>
			followBatches(tx, tenantId, now),
		);
		events += followed.events;
		if (!followed.more) return events;
	}
};

const lockCounts = async (tx: Tx, tenantId: string): Promise<void> => {
	await sql`select pg_advisory_xact_lock(hashtextextended('progress ' || ${tenantId}, 0))`.execute(tx);
};

/** After everything was counted: the day is kept, the first one where there was none before. */
const keepCounted = (tx: Tx, tenantId: string, day: Day, before: Position | null): Promise<void> =>
	before ? keepDay(tx, tenantId, { day, unitIds: null }) : keepFirstDay(tx, tenantId, day);

/**
 * Counts a tenant anew and goes on from its last batch. Where own counts were loaded without the records that they count, they stay, and
 * their sums are made anew.
 */
export const recountTenant = async (db: Database, tenantId: string, now: Date): Promise<void> => {
	await sealEvents(db, tenantId, now);
	await transactionAs(db, systemActor(tenantId), 'write', async (tx) => {
		await lockCounts(tx, tenantId);
		// Read before counting: what is sealed meanwhile is followed once more, which changes nothing.
		const last = await lastBatch(tx, tenantId);
		const position = await positionOf(tx, tenantId);
		if (position?.is_loaded) await sumAnew(tx, tenantId);
		else await countAnew(tx, tenantId, dayOf(now));
		await setPosition(tx, tenantId, last, now);
		await keepCounted(tx, tenantId, dayOf(now), position);
		await sql`select public.deliver_progress(${now})`.execute(tx);
	});
};

/**
 * Sums of a tenant from own counts that were loaded as they are, without the records that they count. From then on the job leaves them
 * alone. A tenant without such counts (one to which others deliver) is counted and followed as any other.
 */
export const sumTenant = async (db: Database, tenantId: string, now: Date): Promise<void> => {
	await transactionAs(db, systemActor(tenantId), 'write', async (tx) => {
		await lockCounts(tx, tenantId);
		const loaded = await sql`select from unit_own_progress where tenant_id = ${tenantId} limit 1`.execute(tx);
		const isLoaded = loaded.rows.length > 0;
		const position = await positionOf(tx, tenantId);
		if (isLoaded) await sumAnew(tx, tenantId);
		else await countAnew(tx, tenantId, dayOf(now));
		await setPosition(tx, tenantId, await lastBatch(tx, tenantId), now);
		await sql`update progress_position set is_loaded = ${isLoaded} where tenant_id = ${tenantId}`.execute(tx);
		await keepCounted(tx, tenantId, dayOf(now), position);
		await sql`select public.deliver_progress(${now})`.execute(tx);
	});
};

/**
 * Counts a sample organisation when its life of a year has been told, as if nothing had been counted while it was: quarters that are over
 * stand from their last day on.
 */
export const countSample = async (db: Database, tenantId: string, now: Date): Promise<void> => {
	await sealEvents(db, tenantId, now);
	await transactionAs(db, systemActor(tenantId), 'write', async (tx) => {
		await lockCounts(tx, tenantId);
		for (const table of ['unit_progress_history', 'unit_people_history', 'progress_position'])
			await sql`delete from ${sql.table(table)} where tenant_id = ${tenantId}`.execute(tx);
		const last = await lastBatch(tx, tenantId);
		await countAnew(tx, tenantId, dayOf(now));
		await setPosition(tx, tenantId, last, now);
		await keepFirstDay(tx, tenantId, dayOf(now));
	});
};

/** One tenant after another; those below come before those to which they deliver only by chance, the next pass makes it good. */
export const followEveryTenant = async (db: Database, now: Date): Promise<number> => {
	let events = 0;
	for (const tenantId of await everyTenant(db)) events += await followTenant(db, tenantId, now);
	return events;
};
