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
import { type Day, dayOf, longDate, timeOfDay } from '#lib/shared/calendar.ts';

type Row = {
	kind: 'study_attend' | 'study_make_up';
	id: string;
	roundId: string;
	personId: string;
	unitId: string;
	title: string;
	place: string;
	startsAt: Date;
	dueOn: Day;
	supervisorId: string | null;
	total: number;
};

/** Days after a missed session within which it is made up, where nothing else was agreed. */
const MAKE_UP_DAYS = 14;

const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.id,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: row.title,
	more:
		row.kind === 'study_attend'
			? [[timeOfDay(row.startsAt), longDate(dayOf(row.startsAt)), row.place].filter(Boolean).join(', ')]
			: [],
	openName: null,
	href: `/hoc-tap/${row.roundId}`,
	act: row.kind === 'study_attend' ? m.study_due_see() : m.study_due_make_up_act(),
	supervisorId: row.supervisorId,
});

/** Sessions for those who must come, until it is noted whether they did; what was missed, until it was made up. */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const ids = wanted.personIds ? `{${wanted.personIds.join(',')}}` : null;
	const mine = ids ? sql`and p.person_id = any(${ids}::text::uuid[])` : sql``;
	const unit = inUnits(wanted, 'p.home_unit_id');
	const found = await sql<Row>`
		with part as (
			select r.id as round_id, r.title, r.created_by, p.person_id, p.home_unit_id as unit_id from study_participant p
			join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id and r.state = 'open'
			where p.tenant_id = ${wanted.tenantId} ${mine} ${unit} and p.is_required
		), duty as (
			select 'study_attend' as kind, s.id, p.round_id, p.person_id, p.unit_id, p.title, s.place, s.starts_at,
				(s.starts_at at time zone 'Asia/Ho_Chi_Minh')::date as due_on, null::uuid as supervisor_id
			from part p join study_session s on s.tenant_id = ${wanted.tenantId} and s.round_id = p.round_id
			where not exists (select from study_attendance a where a.tenant_id = s.tenant_id and a.session_id = s.id and a.person_id = p.person_id)
			union all
			select 'study_make_up', p.round_id, p.round_id, p.person_id, p.unit_id, p.title, '', min(s.starts_at),
				coalesce(min(k.due_on), (min(s.starts_at) at time zone 'Asia/Ho_Chi_Minh')::date + ${MAKE_UP_DAYS}::int),
				case when p.created_by <> p.person_id then p.created_by end
			from part p
			join study_attendance a on a.tenant_id = ${wanted.tenantId} and a.round_id = p.round_id and a.person_id = p.person_id and a.state <> 'present'
			join study_session s on s.tenant_id = a.tenant_id and s.id = a.session_id
			left join study_make_up k on k.tenant_id = a.tenant_id and k.round_id = p.round_id and k.person_id = p.person_id
			where k.done_on is null
			group by p.round_id, p.person_id, p.unit_id, p.title, p.created_by
		), numbered as (
			select *, count(*) over (partition by kind) as total, row_number() over (partition by kind order by due_on, id) as nth from duty
			${wanted.until ? sql`where due_on <= ${wanted.until}` : sql``}
		)
		select kind, id, round_id as "roundId", person_id as "personId", unit_id as "unitId", title, place, starts_at as "startsAt", due_on as "dueOn",
			supervisor_id as "supervisorId", total
		from numbered ${wanted.most ? sql`where nth <= ${wanted.most}` : sql``} order by due_on, id`.execute(tx);
	return {
		items: found.rows.map(itemOf),
		totals: totalsOf(found.rows, 'study_attend', 'study_make_up'),
	};
};

const forRound = ['study_make_up', 'study.published', 'study.urged'];

registerDueSource({
	name: 'study',
	kinds: [
		{
			key: 'study_attend',
			say: m.study_due_kind,
			count: (count) => m.study_due_count({ count }),
			all: (count) => m.study_due_all({ count }),
			href: '/hoc-tap',
			weight: 1,
			isOwed: false,
		},
		{
			key: 'study_make_up',
			say: m.study_due_make_up_kind,
			count: (count) => m.study_due_make_up_count({ count }),
			all: (count) => m.study_due_make_up_all({ count }),
			href: '/hoc-tap',
			weight: 1,
			isOwed: true,
		},
	],
	list,
	endedBy: [
		{ verb: 'study.made_up', kinds: ['study_make_up'], for: 'person' },
		{ verb: 'study.excused', kinds: forRound, for: 'person' },
		{ verb: 'study.closed', kinds: forRound, for: 'everybody' },
	],
});
