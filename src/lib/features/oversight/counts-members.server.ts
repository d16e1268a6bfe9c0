import { type RawBuilder, sql } from 'kysely';
import type { CountedFor } from './counts.server.ts';
import { EVERY_DOCUMENT } from './domain/measures.ts';
import { among, yearAndQuarter } from './pieces.server.ts';

const every = sql`${EVERY_DOCUMENT}::text::uuid`;
/** Quarters back from the day of counting of which members are counted: growth is looked at over five years. */
const QUARTERS = 20;

const ofParty = (row: string): RawBuilder<unknown> =>
	sql`${sql.ref(`${row}.standing`)} in ('official', 'probationary')`;

/** Members of each unit at the end of each quarter, until the day of counting. */
const present = (of: CountedFor): RawBuilder<unknown> => sql`
	select m.unit_id, q.last as day, count(distinct m.person_id) as members, count(distinct m.person_id) filter (where m.standing = 'probationary') as probationary,
		0 as admitted, 0 as made_official, 0 as came, 0 as went, 0 as ended
	from membership m
	join (select least((b + interval '3 months')::date - 1, ${of.day}::date) as last
		from generate_series(date_trunc('quarter', ${of.day}::date) - make_interval(months => ${3 * QUARTERS}), date_trunc('quarter', ${of.day}::date), interval '3 months') b) q
		on m.valid_from <= q.last and (m.valid_to is null or m.valid_to > q.last)
	where m.tenant_id = ${of.tenantId} and ${among(sql`m.unit_id`, of)} and ${ofParty('m')} group by 1, 2`;

/**
 * What began: admitted with the first probationary membership, made official where the probationary one ends on that day, come from
 * elsewhere where an official member was in no unit of these books before. Who is there when a unit's list of members is opened
 * came by neither.
 */
const begun = (of: CountedFor): RawBuilder<unknown> => sql`
	select m.unit_id, m.valid_from as day, 0, 0, (m.standing = 'probationary' and b.first)::int, (m.standing = 'official' and b.raised)::int, (m.standing = 'official' and b.first)::int, 0, 0
	from membership m
	cross join lateral (select
		not exists (select from membership e where e.tenant_id = m.tenant_id and e.person_id = m.person_id and ${ofParty('e')} and e.valid_from < m.valid_from)
			and m.valid_from > (select min(o.valid_from) from membership o where o.tenant_id = m.tenant_id and o.unit_id = m.unit_id) as first,
		exists (select from membership e where e.tenant_id = m.tenant_id and e.person_id = m.person_id and e.standing = 'probationary' and e.valid_to = m.valid_from) as raised) b
	where m.tenant_id = ${of.tenantId} and ${among(sql`m.unit_id`, of)} and ${ofParty('m')} and m.valid_from <= ${of.day} and (b.first or b.raised)`;

/** Transfers by letter, there and here. */
const transferred = (of: CountedFor): RawBuilder<unknown> => sql`
	select t.to_unit_id, t.effective_on, 0, 0, 0, 0, 1, 0, 0 from transfer t
		where t.tenant_id = ${of.tenantId} and ${among(sql`t.to_unit_id`, of)} and ${ofParty('t')} and t.effective_on <= ${of.day}
	union all
	select t.from_unit_id, t.effective_on, 0, 0, 0, 0, 0, 1, 0 from transfer t
		where t.tenant_id = ${of.tenantId} and ${among(sql`t.from_unit_id`, of)} and ${ofParty('t')} and t.effective_on <= ${of.day}`;

/** Who is in no unit of these books any more. */
const ended = (of: CountedFor): RawBuilder<unknown> => sql`
	select m.unit_id, m.valid_to, 0, 0, 0, 0, 0, 0, 1 from membership m
	where m.tenant_id = ${of.tenantId} and ${among(sql`m.unit_id`, of)} and ${ofParty('m')} and m.valid_to <= ${of.day}
		and not exists (select from membership e where e.tenant_id = m.tenant_id and e.person_id = m.person_id and ${ofParty('e')} and e.id <> m.id
			and e.valid_from <= m.valid_to and (e.valid_to is null or e.valid_to > m.valid_to))`;

/** Members of a unit and how they became more or fewer, by quarter. */
export const membersOf = (of: CountedFor): RawBuilder<unknown> => sql`
	select s.unit_id, ${every} as document_id, ${yearAndQuarter(sql`s.day`)}, sum(s.members)::int as members, sum(s.probationary)::int as probationary,
		sum(s.admitted)::int as admitted, sum(s.made_official)::int as made_official, sum(s.came)::int as came, sum(s.went)::int as went, sum(s.ended)::int as ended
	from (${present(of)} union all ${begun(of)} union all ${transferred(of)} union all ${ended(of)}) s
	where s.day >= date_trunc('quarter', ${of.day}::date) - make_interval(months => ${3 * QUARTERS}) group by 1, 2, 3, 4`;

/** Members by age as each unit told them for the end of a year. */
export const agesOf = (of: CountedFor): RawBuilder<unknown> => sql`
	select a.unit_id, ${every} as document_id, a.year::int as year, 4 as quarter, a.aged_30, a.aged_40, a.aged_50, a.aged_60, a.aged_more
	from unit_ages a where a.tenant_id = ${of.tenantId} and ${among(sql`a.unit_id`, of)}`;
