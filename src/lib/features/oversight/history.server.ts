import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { measures } from './domain/measures.ts';
import { among } from './pieces.server.ts';

/** What of a tenant is to be kept for a day: of which units (null: all), and the day on which it was kept before, where a day has passed. */
export type Kept = { day: Day; unitIds: readonly string[] | null; after?: Day };

const list = (columns: readonly string[], prefix = ''): RawBuilder<unknown> =>
	sql.join(columns.map((column) => sql.ref(prefix ? `${prefix}.${column}` : column)));
const key = ['unit_id', 'document_id', 'year', 'quarter', 'is_own'];
const counted = [...measures, 'late'];
const some = (prefix: string): RawBuilder<unknown> =>
	sql.join(
		measures.map((measure) => sql`${sql.ref(`${prefix}.${measure}`)} <> 0`),
		sql` or `,
	);
const differs = (one: string, other: string): RawBuilder<unknown> =>
	sql`(${list(counted, one)}) is distinct from (${list(counted, other)})`;
const taken = (prefix: string): RawBuilder<unknown> =>
	sql.join(counted.map((column) => sql`${sql.ref(column)} = ${sql.ref(`${prefix}.${column}`)}`));

/** Units whose counts may have changed, with all above them; and where a day has passed those with tasks that became late by it. */
const unitsToKeep = async (tx: Tx, tenantId: string, kept: Kept): Promise<string[] | null> => {
	if (!kept.unitIds) return null;
	const found = await sql<{ id: string }>`
		select distinct a.id from unit u cross join lateral unnest(string_to_array(u.path::text, '.')::uuid[]) as a(id)
			where u.tenant_id = ${tenantId} and ${among(sql`u.id`, kept)}
		union
		select distinct unit_id from unit_due where tenant_id = ${tenantId} and due_on >= ${kept.after ?? kept.day} and due_on < ${kept.day}`.execute(
		tx,
	);
	return found.rows.map(({ id }) => id);
};

/** Open tasks of a row's quarter that are late on the day: all of a quarter that is over; of the present one those due before the day. */
const late = (tenantId: string, day: Day, column: 'own' | 'below'): RawBuilder<unknown> => sql`
	case when make_date(p.year, p.quarter * 3 - 2, 1) + interval '3 months' <= ${day}::date then p.tasks_open
		when make_date(p.year, p.quarter * 3 - 2, 1) > ${day}::date or p.tasks_open = 0 then 0
		else coalesce((select sum(d.${sql.ref(column)}) from unit_due d where d.tenant_id = ${tenantId} and d.unit_id = p.unit_id and d.document_id = p.document_id
			and d.due_on >= make_date(p.year, p.quarter * 3 - 2, 1) and d.due_on < ${day}::date), 0)::int end`;

/** The counts as they are now: sums of every unit, and the own ones of units that have or had units below. */
const present = (tenantId: string, day: Day, of: { unitIds: string[] | null }): RawBuilder<unknown> => sql`
	select p.unit_id, p.document_id, p.year, p.quarter, false as is_own, ${list(measures, 'p')}, ${late(tenantId, day, 'below')} as late
		from unit_progress p where p.tenant_id = ${tenantId} and ${among(sql`p.unit_id`, of)} and (${some('p')})
	union all
	select p.unit_id, p.document_id, p.year, p.quarter, true, ${list(measures, 'p')}, ${late(tenantId, day, 'own')}
		from unit_own_progress p where p.tenant_id = ${tenantId} and ${among(sql`p.unit_id`, of)} and (${some('p')})
			and exists (select from unit_place b where b.tenant_id = p.tenant_id and b.parent_id = p.unit_id)`;

/**
 * Runs a statement whose parts are joined by hash. What changed stands in an expression of its own, of which the planner knows nothing, and
 * counts of an hour ago may be all that it knows of the rows that stand: it took few for each other's neighbours and compared every one
 * with every other (7 s instead of half a second for 250 units).
 */
const joinedByHash = async (tx: Tx, run: () => Promise<unknown>): Promise<void> => {
	await sql`select set_config('enable_nestloop', 'off', true)`.execute(tx);
	await run();
	await sql`select set_config('enable_nestloop', 'on', true)`.execute(tx);
};

const keepProgress = async (
	tx: Tx,
	tenantId: string,
	day: Day,
	of: { unitIds: string[] | null },
): Promise<void> => {
	const same = sql`${among(sql`h.unit_id`, of)} and (${list(key, 'h')}) = (${list(key, 'c')})`;
	const statement = sql`
		with fresh as materialized (${present(tenantId, day, of)}),
		kept as materialized (select ${list(key)}, valid_from, ${list(counted)} from unit_progress_history h
			where h.tenant_id = ${tenantId} and ${among(sql`h.unit_id`, of)} and h.valid_to is null),
		changed as materialized (select ${list(key)}, f.unit_id is null as is_gone, ${list(counted, 'f')} from fresh f full join kept k using (${list(key)})
			where f.unit_id is null or k.unit_id is null or ${differs('f', 'k')}),
		closed as (update unit_progress_history h set valid_to = ${day} from changed c where h.tenant_id = ${tenantId} and ${same} and h.valid_to is null and h.valid_from < ${day}),
		gone as (delete from unit_progress_history h using changed c where h.tenant_id = ${tenantId} and ${same} and h.valid_to is null and h.valid_from >= ${day} and c.is_gone)
		insert into unit_progress_history as h (tenant_id, ${list(key)}, valid_from, ${list(counted)})
			select ${tenantId}::text::uuid, ${list(key)}, ${day}::date, ${list(counted)} from changed where not is_gone
			on conflict (tenant_id, unit_id, document_id, year, quarter, is_own, valid_from) do update set valid_to = null, ${taken('excluded')}`;
	await joinedByHash(tx, () => statement.execute(tx));
};

const keepPeople = async (
	tx: Tx,
	tenantId: string,
	day: Day,
	of: { unitIds: string[] | null },
): Promise<void> => {
	await sql`
		with fresh as (select unit_id, own, below from unit_people where tenant_id = ${tenantId} and ${among(sql`unit_id`, of)} and (own <> 0 or below <> 0)),
		kept as (select unit_id, own, below from unit_people_history where tenant_id = ${tenantId} and ${among(sql`unit_id`, of)} and valid_to is null),
		changed as materialized (select unit_id, coalesce(f.own, 0) as own, coalesce(f.below, 0) as below from fresh f full join kept k using (unit_id)
			where (coalesce(f.own, 0), coalesce(f.below, 0)) is distinct from (k.own, k.below)),
		closed as (update unit_people_history h set valid_to = ${day} from changed c
			where h.tenant_id = ${tenantId} and h.unit_id = c.unit_id and h.valid_to is null and h.valid_from < ${day})
		insert into unit_people_history as h (tenant_id, unit_id, valid_from, own, below)
			select ${tenantId}::text::uuid, unit_id, ${day}::date, own, below from changed
			on conflict (tenant_id, unit_id, valid_from) do update set valid_to = null, own = excluded.own, below = excluded.below`.execute(
		tx,
	);
};

/**
 * Keeps the counts as they stand on a day, after they were counted, in the same transaction. A row that changed several times in a day
 * is kept as it was in the end; what did not change is not written. Days before are never touched.
 */
export const keepDay = async (tx: Tx, tenantId: string, kept: Kept): Promise<void> => {
	const unitIds = await unitsToKeep(tx, tenantId, kept);
	if (unitIds?.length === 0) return;
	await keepProgress(tx, tenantId, kept.day, { unitIds });
	await keepPeople(tx, tenantId, kept.day, { unitIds });
};

/**
 * In a sample or simulated organisation a life of years was told at once, so no past day was kept while it was lived: what is known of a
 * quarter that is over stands from its last day on. Of a real organisation only days that were lived are told.
 */
const tellSamplePast = async (tx: Tx, tenantId: string, day: Day): Promise<void> => {
	const ended = sql`(make_date(h.year, h.quarter * 3 - 2, 1) + interval '3 months')::date - 1`;
	await sql`update unit_progress_history h set valid_from = ${ended} where h.tenant_id = ${tenantId} and h.valid_from = ${day} and ${ended} < ${day}`.execute(
		tx,
	);
	await sql`update progress_position p set kept_from = least(p.kept_from, (select min(h.valid_from) from unit_progress_history h
		where h.tenant_id = ${tenantId} and (h.documents <> 0 or h.tasks <> 0))) where p.tenant_id = ${tenantId}`.execute(
		tx,
	);
	await sql`update unit_people_history h set valid_from = p.kept_from from progress_position p
		where h.tenant_id = ${tenantId} and p.tenant_id = h.tenant_id and h.valid_from = ${day} and p.kept_from < h.valid_from`.execute(
		tx,
	);
};

/** Keeps the first day of an organisation. */
export const keepFirstDay = async (tx: Tx, tenantId: string, day: Day): Promise<void> => {
	await keepDay(tx, tenantId, { day, unitIds: null });
	const found = await sql<{
		sample: boolean;
	}>`select is_sample as sample from tenant where tenant_id = ${tenantId}`.execute(tx);
	if (found.rows[0]?.sample) await tellSamplePast(tx, tenantId, day);
};
