import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { type CountedFor, countedRows, openByDay, type Part, parts, peopleOn } from './counts.server.ts';
import { EVERY_DOCUMENT, measures } from './domain/measures.ts';
import { among } from './pieces.server.ts';

/**
 * Units on the path from the root to a row's own unit. A document goes down the tree from the unit that holds it, so of one document
 * sums are kept up to there and no further; a cell's own papers are no rows of the province.
 */
const above = (tenantId: string, row: { unit: string; document: string | null }): RawBuilder<unknown> => {
	const path = sql`string_to_array(u.path::text, '.')::uuid[]`;
	if (!row.document)
		return sql`join unit u on u.tenant_id = ${tenantId} and u.id = ${sql.ref(row.unit)}
		cross join lateral unnest(${path}) as a(id)`;
	return sql`join unit u on u.tenant_id = ${tenantId} and u.id = ${sql.ref(row.unit)}
		left join document k on k.tenant_id = ${tenantId} and k.id = ${sql.ref(row.document)}
		left join unit h on h.tenant_id = ${tenantId} and h.id = k.unit_id
		cross join lateral unnest((${path})[case when ${sql.ref(row.document)} = ${EVERY_DOCUMENT}::text::uuid then 1
			when h.path @> u.path then nlevel(h.path) else nlevel(u.path) end:]) as a(id)`;
};

const added = (table: string, columns: readonly string[]): RawBuilder<unknown> =>
	sql.join(
		columns.map(
			(column) =>
				sql`${sql.ref(column)} = ${sql.ref(`${table}.${column}`)} + ${sql.ref(`excluded.${column}`)}`,
		),
	);
const list = (columns: readonly string[], prefix = ''): RawBuilder<unknown> =>
	sql.join(columns.map((column) => sql.ref(prefix ? `${prefix}.${column}` : column)));

/** Counts a part of some units anew; what changed goes into their own row and into those of all units above, in one statement. */
export const countPart = async (tx: Tx, part: Part, of: CountedFor): Promise<void> => {
	const own = part.measures;
	const key = ['unit_id', 'document_id', 'year', 'quarter'];
	const change = sql.join(
		own.map(
			(one) =>
				sql`coalesce(${sql.ref(`f.${one}`)}, 0) - coalesce(${sql.ref(`o.${one}`)}, 0) as ${sql.ref(one)}`,
		),
	);
	const differs = (prefix: string): RawBuilder<unknown> =>
		sql.join(
			own.map((one) => sql`${sql.ref(`${prefix}.${one}`)} <> 0`),
			sql` or `,
		);
	await sql`
		with fresh as (${countedRows(part, of)}),
		old as (select ${list(key)}, ${list(own)} from unit_own_progress o
			where o.tenant_id = ${of.tenantId} and ${among(sql`o.unit_id`, of)} and (${differs('o')})),
		changed as (select * from (select unit_id, document_id, year, quarter, ${change} from fresh f full join old o using (unit_id, document_id, year, quarter)) d where ${differs('d')}),
		kept as (insert into unit_own_progress as p (tenant_id, ${list(key)}, ${list(own)})
			select ${of.tenantId}, ${list(key)}, ${list(own)} from changed
			on conflict (tenant_id, unit_id, document_id, year, quarter) do update set ${added('p', own)})
		insert into unit_progress as p (tenant_id, ${list(key)}, ${list(own)})
			select ${of.tenantId}::text::uuid, a.id, c.document_id, c.year, c.quarter, ${sql.join(own.map((one) => sql`sum(${sql.ref(`c.${one}`)})`))}
			from changed c ${above(of.tenantId, { unit: 'c.unit_id', document: 'c.document_id' })}
			group by a.id, c.document_id, c.year, c.quarter
			on conflict (tenant_id, unit_id, document_id, year, quarter) do update set ${added('p', own)}`.execute(
		tx,
	);
};

/** Open tasks of some units by due day, anew. */
export const countDue = async (tx: Tx, of: CountedFor): Promise<void> => {
	await sql`
		with fresh as (${openByDay(of)}),
		old as (select unit_id, document_id, due_on, own from unit_due o where o.tenant_id = ${of.tenantId} and ${among(sql`o.unit_id`, of)} and o.own <> 0),
		changed as (select * from (select unit_id, document_id, due_on, coalesce(f.own, 0) - coalesce(o.own, 0) as open
			from fresh f full join old o using (unit_id, document_id, due_on)) d where d.open <> 0)
		insert into unit_due as p (tenant_id, unit_id, document_id, due_on, own, below)
			select ${of.tenantId}::text::uuid, a.id, c.document_id, c.due_on, coalesce(sum(c.open) filter (where a.id = c.unit_id), 0), sum(c.open)
			from changed c ${above(of.tenantId, { unit: 'c.unit_id', document: 'c.document_id' })}
			group by a.id, c.document_id, c.due_on
			on conflict (tenant_id, unit_id, document_id, due_on) do update set own = p.own + excluded.own, below = p.below + excluded.below`.execute(
		tx,
	);
	await sql`delete from unit_due where tenant_id = ${of.tenantId} and own = 0 and below = 0 and ${among(sql`unit_id`, of)}`.execute(
		tx,
	);
};

/** People of some units as of a day, anew. */
export const countPeople = async (tx: Tx, of: CountedFor): Promise<void> => {
	await sql`
		with fresh as (${peopleOn(of)}),
		old as (select unit_id, own from unit_people o where o.tenant_id = ${of.tenantId} and ${among(sql`o.unit_id`, of)} and o.own <> 0),
		changed as (select * from (select unit_id, coalesce(f.own, 0) - coalesce(o.own, 0) as more from fresh f full join old o using (unit_id)) d where d.more <> 0)
		insert into unit_people as p (tenant_id, unit_id, own, below)
			select ${of.tenantId}::text::uuid, a.id, coalesce(sum(c.more) filter (where a.id = c.unit_id), 0), sum(c.more)
			from changed c ${above(of.tenantId, { unit: 'c.unit_id', document: null })} group by a.id
			on conflict (tenant_id, unit_id) do update set own = p.own + excluded.own, below = p.below + excluded.below`.execute(
		tx,
	);
};

/** The sums of every unit anew from the own rows: after a change of the tree, when a path is another. */
export const sumAnew = async (tx: Tx, tenantId: string): Promise<void> => {
	await sql`delete from unit_progress where tenant_id = ${tenantId}`.execute(tx);
	await sql`insert into unit_progress (tenant_id, unit_id, document_id, year, quarter, ${list(measures)})
		select ${tenantId}::text::uuid, a.id, c.document_id, c.year, c.quarter, ${sql.join(measures.map((one) => sql`sum(${sql.ref(`c.${one}`)})`))}
		from (select * from unit_own_progress where tenant_id = ${tenantId}) c ${above(tenantId, { unit: 'c.unit_id', document: 'c.document_id' })}
		group by a.id, c.document_id, c.year, c.quarter`.execute(tx);
	await sql`delete from unit_due where tenant_id = ${tenantId} and own = 0`.execute(tx);
	await sql`update unit_due set below = 0 where tenant_id = ${tenantId} and below <> 0`.execute(tx);
	await sql`insert into unit_due as p (tenant_id, unit_id, document_id, due_on, below)
		select ${tenantId}::text::uuid, a.id, c.document_id, c.due_on, sum(c.own)
		from (select * from unit_due where tenant_id = ${tenantId}) c ${above(tenantId, { unit: 'c.unit_id', document: 'c.document_id' })}
		group by a.id, c.document_id, c.due_on
		on conflict (tenant_id, unit_id, document_id, due_on) do update set below = excluded.below`.execute(tx);
	await sql`update unit_people set below = 0 where tenant_id = ${tenantId}`.execute(tx);
	await sql`insert into unit_people as p (tenant_id, unit_id, below)
		select ${tenantId}::text::uuid, a.id, sum(c.own)
		from (select * from unit_people where tenant_id = ${tenantId}) c ${above(tenantId, { unit: 'c.unit_id', document: null })} group by a.id
		on conflict (tenant_id, unit_id) do update set below = excluded.below`.execute(tx);
};

/** Every count of a tenant anew, from the records themselves. What the job keeps must come to the same. */
export const countAnew = async (tx: Tx, tenantId: string, day: Day): Promise<void> => {
	for (const table of ['unit_own_progress', 'unit_due', 'unit_people'])
		await sql`delete from ${sql.table(table)} where tenant_id = ${tenantId}`.execute(tx);
	const of: CountedFor = { tenantId, unitIds: null, day };
	const columns = parts.flatMap(({ measures: own }) => own);
	for (const part of parts) {
		await sql`insert into unit_own_progress as p (tenant_id, unit_id, document_id, year, quarter, ${list(part.measures)})
			select ${tenantId}::text::uuid, unit_id, document_id, year, quarter, ${list(part.measures)} from (${countedRows(part, of)}) c
			on conflict (tenant_id, unit_id, document_id, year, quarter) do update set ${added('p', part.measures)}`.execute(
			tx,
		);
	}
	// A row that is nought throughout is no row.
	await sql`delete from unit_own_progress where tenant_id = ${tenantId} and ${sql.join(
		columns.map((one) => sql`${sql.ref(one)} = 0`),
		sql` and `,
	)}`.execute(tx);
	await sql`insert into unit_due (tenant_id, unit_id, document_id, due_on, own)
		select ${tenantId}::text::uuid, unit_id, document_id, due_on, own from (${openByDay(of)}) c where own <> 0`.execute(
		tx,
	);
	await sql`insert into unit_people (tenant_id, unit_id, own)
		select ${tenantId}::text::uuid, unit_id, own from (${peopleOn(of)}) c`.execute(tx);
	await sumAnew(tx, tenantId);
};
