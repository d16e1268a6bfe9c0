import { sql } from 'kysely';
import {
	type DueItem,
	type DueWanted,
	inUnits,
	registerDueSource,
	totalsOf,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { sayRound } from './ui/words.ts';

type Kind = 'review_self' | 'review_rate' | 'review_conclude';
type Row = {
	kind: Kind;
	roundId: string;
	personId: string;
	unitId: string;
	year: number;
	quarter: number;
	dueOn: Day;
	/** How many wait; of one's own part nothing. */
	people: number | null;
	supervisorId: string | null;
	total: number;
};

const acts: Record<Kind, () => string> = {
	review_self: m.review_due_self_act,
	review_rate: m.review_due_rate_act,
	review_conclude: m.review_due_conclude_act,
};
const places: Record<Kind, string> = {
	review_self: '/toi',
	review_rate: '',
	review_conclude: '/ket-luan',
};

const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.roundId,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: sayRound(row),
	more: row.kind === 'review_rate' && row.people ? [m.review_due_people({ count: row.people })] : [],
	openName: null,
	href: `/danh-gia/${row.roundId}${places[row.kind]}`,
	act: acts[row.kind](),
	supervisorId: row.supervisorId,
});

/** The own part of an open round, until it is handed in; people to rate, until all are; a round in which all are rated, until it is announced. */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const ids = wanted.personIds ? `{${wanted.personIds.join(',')}}` : null;
	const mine = (column: string) => (ids ? sql`and ${sql.ref(column)} = any(${ids}::text::uuid[])` : sql``);
	const found = await sql<Row>`
		with open_round as (
			select * from review_round r where r.tenant_id = ${wanted.tenantId} and r.state <> 'concluded' ${inUnits(wanted, 'r.unit_id')}
		), duty as (
			select 'review_self' as kind, r.id as round_id, p.person_id, r.unit_id, r.year, r.quarter, r.self_due_on as due_on, null::int as people, p.rater_id as supervisor_id
			from open_round r join review_person p on p.tenant_id = r.tenant_id and p.round_id = r.id and p.self_at is null
			where true ${mine('p.person_id')}
			union all
			select 'review_rate', r.id, p.rater_id, r.unit_id, r.year, r.quarter, r.rate_due_on, count(*)::int, null
			from open_round r join review_person p on p.tenant_id = r.tenant_id and p.round_id = r.id and p.rated_at is null and p.rater_id is not null
			where true ${mine('p.rater_id')} group by r.id, p.rater_id, r.unit_id, r.year, r.quarter, r.rate_due_on
			union all
			select 'review_conclude', r.id, a.person_id, r.unit_id, r.year, r.quarter, r.conclude_on, null, null
			from open_round r
			join role_assignment a on a.tenant_id = r.tenant_id and a.unit_id = r.unit_id and a.role in ('secretary', 'deputy')
				and a.valid_from <= current_date and (a.valid_to is null or a.valid_to > current_date)
			where not exists (select from review_person p where p.tenant_id = r.tenant_id and p.round_id = r.id and p.rated_at is null)
				and (a.role = 'secretary' or exists (select from review_person p where p.tenant_id = r.tenant_id and p.round_id = r.id
					and p.settled_at is null and p.rater_id = a.person_id)) ${mine('a.person_id')}
		), numbered as (
			select *, count(*) over (partition by kind) as total, row_number() over (partition by kind order by due_on, round_id, person_id) as nth from duty
			${wanted.until ? sql`where due_on <= ${wanted.until}` : sql``}
		)
		select kind, round_id as "roundId", person_id as "personId", unit_id as "unitId", year, quarter, due_on as "dueOn", people, supervisor_id as "supervisorId", total
		from numbered ${wanted.most ? sql`where nth <= ${wanted.most}` : sql``} order by due_on, round_id, person_id`.execute(
		tx,
	);
	return {
		items: found.rows.map(itemOf),
		totals: totalsOf(found.rows, 'review_self', 'review_rate', 'review_conclude'),
	};
};

registerDueSource({
	name: 'reviews',
	kinds: [
		{
			key: 'review_self',
			say: m.review_due_self_kind,
			count: (count) => m.review_due_self_count({ count }),
			all: (count) => m.review_due_self_all({ count }),
			href: '/danh-gia',
			weight: 2,
			isOwed: true,
		},
		{
			key: 'review_rate',
			say: m.review_due_rate_kind,
			count: (count) => m.review_due_rate_count({ count }),
			all: (count) => m.review_due_rate_all({ count }),
			href: '/danh-gia',
			weight: 3,
			isOwed: true,
		},
		{
			key: 'review_conclude',
			say: m.review_due_conclude_kind,
			count: (count) => m.review_due_conclude_count({ count }),
			all: (count) => m.review_due_conclude_all({ count }),
			href: '/danh-gia',
			weight: 3,
			isOwed: true,
		},
	],
	list,
	endedBy: [
		{ verb: 'review.self_rated', kinds: ['review_self'], for: 'person' },
		{ verb: 'review.all_rated', kinds: ['review_rate'], for: 'everybody' },
		{
			verb: 'review.concluded',
			kinds: ['review_self', 'review_rate', 'review_conclude'],
			for: 'everybody',
		},
	],
});
