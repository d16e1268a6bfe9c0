import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { treeLabel } from '#lib/shared/slug.ts';
import type { CountRow, Scope } from './counted.server.ts';
import { measures } from './domain/measures.ts';
import { hasWork } from './pieces.server.ts';

/** A unit on the way from the root of a day down to one of its units, by the name of that day. */
export type StepDown = { id: string; name: string; kind: string; path: string };

/**
 * Where a unit stood on a day, from the root of that day down to itself: it reads the places of these units alone. One that had ended
 * by then stands where it stood last. Empty where it was not founded yet.
 */
export const wayDownOn = async (tx: Tx, tenantId: string, unitId: string, day: Day): Promise<StepDown[]> => {
	const found = await sql<{ id: string; name: string; kind: string }>`
		with recursive up as (
			select u.id, u.kind, 0 as height, ${placeOn(day)} as parent_id from unit u where u.tenant_id = ${tenantId} and u.id = ${unitId} and u.founded_on <= ${day}
			union all
			select u.id, u.kind, up.height + 1, ${placeOn(day)} from up join unit u on u.tenant_id = ${tenantId} and u.id = up.parent_id
		)
		select u.id, u.kind, ${nameOn(tenantId, day, 'u')} as name from up u order by height desc`.execute(tx);
	let path = '';
	return found.rows.map((row) => {
		path = path === '' ? treeLabel(row.id) : `${path}.${treeLabel(row.id)}`;
		return { ...row, path };
	});
};

const isPlaceOn = (day: Day) =>
	sql`p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day} or p.valid_to = u.dissolved_on)`;
/** The unit directly above `u` on a day. */
const placeOn = (day: Day) =>
	sql`(select p.parent_id from unit_place p where p.tenant_id = u.tenant_id and p.unit_id = u.id and ${isPlaceOn(day)} order by p.valid_from desc limit 1)`;
const nameOn = (tenantId: string, day: Day, row: string) => sql`coalesce(
	(select n.short_name from unit_name n where n.tenant_id = ${tenantId} and n.unit_id = ${sql.ref(`${row}.id`)} and n.valid_from <= ${day} order by n.valid_from desc limit 1),
	(select x.short_name from unit x where x.tenant_id = ${tenantId} and x.id = ${sql.ref(`${row}.id`)}))`;

const columns = sql.join(measures.map((measure) => sql.ref(`c.${measure}`)));
/** Of one document the years around the day in which it can have counts. */
const YEARS_OF_DOCUMENT = 6;

/** The rows that stood on the day, one index look for each unit and quarter, however often they changed since. */
const standing = (of: Scope, day: Day, isOwn: boolean) => {
	const last = Number(day.slice(0, 4));
	const [from, to] = of.year === null ? [last - YEARS_OF_DOCUMENT + 1, last + 1] : [of.year - 1, of.year];
	return sql`left join lateral (
			select h.* from generate_series(${from}::int, ${to}::int) y cross join generate_series(1, 4) q
			cross join lateral (select * from unit_progress_history h where h.tenant_id = ${of.tenantId} and h.unit_id = u.id and h.document_id = ${of.documentId}::text::uuid
				and h.year = y::smallint and h.quarter = q::smallint and h.is_own = ${isOwn} and h.valid_from <= ${day} order by h.valid_from desc limit 1) h
			where h.valid_to is null or h.valid_to > ${day}
		) c on true
		left join lateral (select * from unit_people_history h where h.tenant_id = ${of.tenantId} and h.unit_id = u.id and h.valid_from <= ${day}
			order by h.valid_from desc limit 1) p on true`;
};

/** The unit with all that was below it, and each Party unit that stood directly below it on the day, as they were counted then. */
export const unitsAsCountedOn = async (tx: Tx, of: Scope, day: Day): Promise<CountRow[]> => {
	const found = await sql<CountRow>`
		with u as materialized (
			select u.tenant_id, u.id, u.kind, u.dissolved_on from unit u where u.tenant_id = ${of.tenantId} and u.id = ${of.unitId}
			union
			select u.tenant_id, u.id, u.kind, u.dissolved_on from unit_place p join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
				where p.tenant_id = ${of.tenantId} and p.parent_id = ${of.unitId} and u.kind <> 'mass_organisation' and u.founded_on <= ${day} and ${isPlaceOn(day)}
		)
		select u.id, ${nameOn(of.tenantId, day, 'u')} as name, u.kind, coalesce(p.below, 0) as people, c.year, c.quarter, ${columns}, coalesce(c.late, 0) as late,
			exists (select from unit_place b join unit k on k.tenant_id = b.tenant_id and k.id = b.unit_id where b.tenant_id = u.tenant_id and b.parent_id = u.id
				and b.valid_from <= ${day} and (b.valid_to is null or b.valid_to > ${day}) and k.kind <> 'mass_organisation') as has_below
		from u ${standing(of, day, false)}
		where u.id = ${of.unitId} or u.dissolved_on is null or u.dissolved_on > ${day} or ${hasWork}`.execute(tx);
	return found.rows;
};

/** What the unit's own people had done by the day, without those below. */
export const ownAsCountedOn = async (tx: Tx, of: Scope, day: Day): Promise<CountRow[]> => {
	const found = await sql<CountRow>`
		select u.id, u.short_name as name, u.kind, coalesce(p.own, 0) as people, c.year, c.quarter, ${columns}, coalesce(c.late, 0) as late, false as has_below
		from unit u ${standing(of, day, true)} where u.tenant_id = ${of.tenantId} and u.id = ${of.unitId}`.execute(
		tx,
	);
	return found.rows;
};
