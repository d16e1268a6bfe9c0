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
	inPeople,
	inUnits,
	kindsOfDuty,
	localDay,
	numberedDuties,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { dayOf, longDate, timeOfDay } from '#lib/shared/calendar.ts';

const kinds = ['study_attend', 'study_make_up'] as const;
type Row = DueRow<(typeof kinds)[number]> & {
	roundId: string;
	title: string;
	place: string;
	startsAt: Date;
	supervisorId: string | null;
};

/** Days after a missed session within which it is made up, where nothing else was agreed. */
const MAKE_UP_DAYS = 14;

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: row.title,
	more:
		row.kind === 'study_attend'
			? [[timeOfDay(row.startsAt), longDate(dayOf(row.startsAt)), row.place].filter(Boolean).join(', ')]
			: [],
	href: `/hoc-tap/${row.roundId}`,
	act: row.kind === 'study_attend' ? m.study_due_see() : m.study_due_make_up_act(),
	supervisorId: row.supervisorId,
});

/** Sessions for those who must come, until it is noted whether they did; what was missed, until it was made up. */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const found = await sql<Row>`
		with part as (
			select r.id as round_id, r.title, r.created_by, p.person_id, p.home_unit_id as unit_id from study_participant p
			join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id and r.state = 'open'
			where p.tenant_id = ${wanted.tenantId} ${inPeople(wanted, 'p.person_id')} ${inUnits(wanted, 'p.home_unit_id')} and p.is_required
		), duty as (
			select 'study_attend' as kind, s.id, p.round_id, p.person_id, p.unit_id, p.title, s.place, s.starts_at,
				${localDay('s.starts_at')} as due_on, null::uuid as supervisor_id
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
		), ${numberedDuties({ until: wanted.until })}
		select ${dutyColumns}, n.round_id as "roundId", n.title, n.place, n.starts_at as "startsAt", n.supervisor_id as "supervisorId"
		from numbered n ${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

const forRound = ['study_make_up', 'study.published', 'study.urged'];

registerDueSource({
	name: 'study',
	kinds: kindsOfDuty(
		{ href: '/hoc-tap', weight: 1, isOwed: false },
		{
			study_attend: {
				say: m.study_due_kind,
				count: m.study_due_count,
				all: m.study_due_all,
			},
			study_make_up: {
				say: m.study_due_make_up_kind,
				count: m.study_due_make_up_count,
				all: m.study_due_make_up_all,
				isOwed: true,
			},
		},
	),
	list,
	endedBy: [
		endsForPerson('study.made_up', 'study_make_up'),
		endsForPerson('study.excused', ...forRound),
		endsForAll('study.closed', ...forRound),
	],
});
