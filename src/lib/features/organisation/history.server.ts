import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { type PersonOfUnit, peopleOfUnit } from './queries.server.ts';

/** A unit as it was on a day: the name, the place and the people of that day. */
export type UnitAsOf = {
	id: string;
	kind: string;
	name: string;
	shortName: string;
	parentId: string | null;
	/** From the root of that day, in the labels of the tree. */
	path: string;
	people: number;
};

/** Every unit that was there on a day, below one another as they were then. Statements that use it go on from `tree`. */
const treeOn = (tenantId: string, day: Day) => sql`
	living as materialized (
		select u.id, u.kind, coalesce(n.name, u.name) as name, coalesce(n.short_name, u.short_name) as short_name,
			case when p.unit_id is null then u.parent_id else p.parent_id end as parent_id
		from unit u
		left join unit_name n on n.tenant_id = u.tenant_id and n.unit_id = u.id and n.valid_from <= ${day} and (n.valid_to is null or n.valid_to > ${day})
		left join unit_place p on p.tenant_id = u.tenant_id and p.unit_id = u.id and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})
		where u.tenant_id = ${tenantId} and u.founded_on <= ${day} and (u.dissolved_on is null or u.dissolved_on > ${day})
	), tree as (
		select l.*, replace(l.id::text, '-', '') as path from living l
			where l.parent_id is null or not exists (select from living a where a.id = l.parent_id)
		union all
		select l.*, t.path || '.' || replace(l.id::text, '-', '') from tree t join living l on l.parent_id = t.id
	)`;

/**
 * The tree of a tenant as it was on a day, in the order of the tree, with the number of people of that day.
 * @param below only these units and what stood below them on that day; without it all
 */
export const unitsAsOf = async (
	tx: Tx,
	tenantId: string,
	day: Day,
	below?: readonly string[],
): Promise<UnitAsOf[]> => {
	const found = await sql<UnitAsOf>`
		with recursive ${treeOn(tenantId, day)},
		belonging as (
			select m.unit_id, count(*)::int as people from membership m
			where m.tenant_id = ${tenantId} and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to > ${day}) group by 1
		)
		select t.id, t.kind, t.name, t.short_name as "shortName", t.parent_id as "parentId", t.path, coalesce(b.people, 0) as people
		from tree t left join belonging b on b.unit_id = t.id
		${below ? sql`where string_to_array(t.path, '.') && ${`{${below.map((id) => id.replaceAll('-', '')).join(',')}}`}::text[]` : sql``}
		order by t.path`.execute(tx);
	return found.rows;
};

/** Where a unit stood in the tree on a day; null when it was not there. */
export const pathAsOf = async (
	tx: Tx,
	tenantId: string,
	unitId: string,
	day: Day,
): Promise<string | null> => {
	const found = await sql<{ path: string }>`
		with recursive ${treeOn(tenantId, day)}
		select path from tree where id = ${unitId}`.execute(tx);
	return found.rows[0]?.path ?? null;
};

/** Everybody who had a membership or a role in the unit on a day, by given name. */
export const peopleAsOf = (tx: Tx, unitId: string, day: Day): Promise<PersonOfUnit[]> =>
	peopleOfUnit(tx, unitId, day);

/** The units in which a person belonged on a day. */
export const unitsOfPersonAsOf = async (
	tx: Tx,
	tenantId: string,
	personId: string,
	day: Day,
): Promise<string[]> => {
	const found = await sql<{ unitId: string }>`
		select distinct unit_id as "unitId" from membership where tenant_id = ${tenantId} and person_id = ${personId}
			and valid_from <= ${day} and (valid_to is null or valid_to > ${day})`.execute(tx);
	return found.rows.map(({ unitId }) => unitId);
};

/** What happened to a unit: what it came from, what it was called, where it stood, what became of it. */
export type UnitEvent = {
	id: string;
	kind: 'found' | 'merge' | 'split' | 'dissolve' | 'rename' | 'move';
	effectiveOn: Day;
	decisionNumber: string;
	decidedOn: Day | null;
	reorganisationId: string | null;
	before: string;
	after: string;
	from: { id: string; name: string }[];
	to: { id: string; name: string }[];
};

/** The timeline of a unit, newest first, with its predecessors and successors by the names of that day. */
export const timelineOf = async (tx: Tx, tenantId: string, unitId: string): Promise<UnitEvent[]> => {
	const named = (side: 'from_units' | 'to_units', comparison: '<' | '<=') => sql`
		coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', coalesce((select n.name from unit_name n where n.tenant_id = u.tenant_id and n.unit_id = u.id
				and n.valid_from ${sql.raw(comparison)} e.effective_on order by n.valid_from desc limit 1), u.name)) order by u.name)
			from unit u where u.tenant_id = e.tenant_id and u.id = any (e.${sql.raw(side)})), '[]')`;
	const found = await sql<UnitEvent>`
		select e.id, e.kind, e.effective_on as "effectiveOn", e.decision_number as "decisionNumber", e.decided_on as "decidedOn",
			e.reorganisation_id as "reorganisationId", e.before, e.after, ${named('from_units', '<')} as "from", ${named('to_units', '<=')} as "to"
		from unit_event e
		where e.tenant_id = ${tenantId} and (e.from_units @> array[${unitId}::uuid] or e.to_units @> array[${unitId}::uuid])
		order by e.effective_on desc, e.recorded_at desc, e.id desc`.execute(tx);
	return found.rows;
};
