import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { TreeChange } from './records-tree.server.ts';

type Going = Pick<TreeChange, 'effectiveOn' | 'ended' | 'parted'>;

const json = (rows: readonly unknown[]) => sql`${JSON.stringify(rows)}::text::jsonb`;

/**
 * Ends memberships on the day and begins those that follow: in the unit to which the person is parted, else in the
 * successor of a unit that ends. What was to begin later begins there; whoever is in the successor already, or comes to it
 * from two units, belongs to it once.
 * @returns how many memberships begin
 */
export const moveMemberships = async (
	{ tx, actor }: Pick<CommandContext, 'tx' | 'actor'>,
	{ effectiveOn, ended, parted }: Going,
): Promise<number> => {
	if (ended.length === 0 && parted.length === 0) return 0;
	const done = await sql<{ begun: number }>`
		with successor as (select * from jsonb_to_recordset(${json(ended)}) as x("unitId" uuid, "successorId" uuid)),
		part as (select * from jsonb_to_recordset(${json(parted)}) as x("personId" uuid, "fromId" uuid, "toId" uuid)),
		going as materialized (
			select m.id, m.person_id, m.standing, m.valid_from, coalesce(p."toId", s."successorId") as to_unit, greatest(m.valid_from, ${effectiveOn}::date) as begins,
				m.valid_to as ends, case m.standing when 'official' then 1 when 'probationary' then 2 else 3 end as rank
			from membership m
			left join successor s on s."unitId" = m.unit_id
			left join part p on p."fromId" = m.unit_id and p."personId" = m.person_id
			where m.tenant_id = ${actor.tenantId} and (m.valid_to is null or m.valid_to > ${effectiveOn}) and (s."unitId" is not null or p."toId" is not null)
		),
		closed as (update membership m set valid_to = ${effectiveOn} from going g where m.tenant_id = ${actor.tenantId} and m.id = g.id and g.valid_from < ${effectiveOn} returning m.id),
		moved as (delete from membership m using going g where m.tenant_id = ${actor.tenantId} and m.id = g.id and g.valid_from >= ${effectiveOn} returning m.id),
		there as (
			select x.person_id, x.unit_id, x.valid_from, x.valid_to from membership x
			where x.tenant_id = ${actor.tenantId} and (x.valid_to is null or x.valid_to > ${effectiveOn})
				and x.unit_id in (select to_unit from going) and not exists (select from going g where g.id = x.id)
		),
		kept as (
			select g.* from going g
			where g.to_unit is not null
				and not exists (select from there x where x.person_id = g.person_id and x.unit_id = g.to_unit and x.valid_from <= g.begins
					and (x.valid_to is null or x.valid_to >= g.ends))
				and not exists (select from going o where o.person_id = g.person_id and o.to_unit = g.to_unit and o.id <> g.id and o.begins <= g.begins
					and coalesce(o.ends, 'infinity') >= coalesce(g.ends, 'infinity')
					and (o.begins < g.begins or coalesce(o.ends, 'infinity') > coalesce(g.ends, 'infinity') or (o.rank, o.id) < (g.rank, g.id)))
		),
		begun as (
			insert into membership (tenant_id, id, person_id, unit_id, standing, valid_from, valid_to)
			select ${actor.tenantId}, uuidv7(), k.person_id, k.to_unit, k.standing, k.begins,
				coalesce(k.ends, (select x.valid_from from there x where x.person_id = k.person_id and x.unit_id = k.to_unit and x.valid_to is null and x.valid_from > k.begins))
			from kept k returning id
		)
		select count(*)::int as begun from begun`.execute(tx);
	return done.rows[0]?.begun ?? 0;
};
