import { sql } from 'kysely';
import {
	type DueItem,
	type DueList,
	type DueRow,
	type DueWanted,
	dueList,
	dutyColumns,
	dutyOf,
	endsForAll,
	endsForPerson,
	firstOfKind,
	holdingRole,
	inPeople,
	inUnits,
	kindsOfDuty,
	numberedDuties,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { sayRound } from './ui/words.ts';

const kinds = ['review_self', 'review_rate', 'review_conclude'] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	year: number;
	quarter: number;
	/** How many wait; of one's own part nothing. */
	people: number | null;
	supervisorId: string | null;
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
	...dutyOf(row),
	name: sayRound(row),
	more: row.kind === 'review_rate' && row.people ? [m.review_due_people({ count: row.people })] : [],
	href: `/danh-gia/${row.id}${places[row.kind]}`,
	act: acts[row.kind](),
	supervisorId: row.supervisorId,
});

/** The own part of an open round, until it is handed in; people to rate, until all are; a round in which all are rated, until it is announced. */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const found = await sql<Row>`
		with open_round as (
			select * from review_round r where r.tenant_id = ${wanted.tenantId} and r.state <> 'concluded' ${inUnits(wanted, 'r.unit_id')}
		), duty as (
			select 'review_self' as kind, r.id, p.person_id, r.unit_id, r.year, r.quarter, r.self_due_on as due_on, null::int as people, p.rater_id as supervisor_id
			from open_round r join review_person p on p.tenant_id = r.tenant_id and p.round_id = r.id and p.self_at is null
			where true ${inPeople(wanted, 'p.person_id')}
			union all
			select 'review_rate', r.id, p.rater_id, r.unit_id, r.year, r.quarter, r.rate_due_on, count(*)::int, null
			from open_round r join review_person p on p.tenant_id = r.tenant_id and p.round_id = r.id and p.rated_at is null and p.rater_id is not null
			where true ${inPeople(wanted, 'p.rater_id')} group by r.id, p.rater_id, r.unit_id, r.year, r.quarter, r.rate_due_on
			union all
			select 'review_conclude', r.id, a.person_id, r.unit_id, r.year, r.quarter, r.conclude_on, null, null
			from open_round r
			join role_assignment a on ${holdingRole(wanted, 'r.unit_id', ['secretary', 'deputy'])}
			where not exists (select from review_person p where p.tenant_id = r.tenant_id and p.round_id = r.id and p.rated_at is null)
				and (a.role = 'secretary' or exists (select from review_person p where p.tenant_id = r.tenant_id and p.round_id = r.id
					and p.settled_at is null and p.rater_id = a.person_id)) ${inPeople(wanted, 'a.person_id')}
		), ${numberedDuties({ until: wanted.until })}
		select ${dutyColumns}, n.year, n.quarter, n.people, n.supervisor_id as "supervisorId"
		from numbered n ${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'reviews',
	kinds: kindsOfDuty(
		{ href: '/danh-gia', weight: 3, isOwed: true },
		{
			review_self: {
				say: m.review_due_self_kind,
				count: m.review_due_self_count,
				all: m.review_due_self_all,
				weight: 2,
			},
			review_rate: {
				say: m.review_due_rate_kind,
				count: m.review_due_rate_count,
				all: m.review_due_rate_all,
			},
			review_conclude: {
				say: m.review_due_conclude_kind,
				count: m.review_due_conclude_count,
				all: m.review_due_conclude_all,
			},
		},
	),
	list,
	endedBy: [
		endsForPerson('review.self_rated', 'review_self'),
		endsForAll('review.all_rated', 'review_rate'),
		endsForAll('review.concluded', ...kinds),
	],
});
