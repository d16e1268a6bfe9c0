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

const kinds = ['study_paper', 'reflection_review'] as const;
type Row = DueRow<(typeof kinds)[number]> & {
	roundId: string;
	title: string;
	author: string | null;
	isReturned: boolean;
	supervisorId: string | null;
};

/** Days within which a paper that was handed in is reviewed. */
const REVIEW_DAYS = 7;

const itemOf = (row: Row): DueItem => {
	const isReview = row.kind === 'reflection_review';
	return {
		...dutyOf(row),
		name: row.title,
		more: isReview && row.author ? [row.author] : row.isReturned ? [m.reflection_due_returned()] : [],
		href: `/hoc-tap/${row.roundId}/${isReview ? `bai/${row.id}` : 'bai-thu-hoach'}`,
		act: isReview ? m.reflection_due_review_act() : m.reflection_due_write_act(),
		supervisorId: row.supervisorId,
	};
};

/**
 * Papers that are to be written, until they are handed in (`study_paper`: the kind under which a study round urges for them too);
 * papers that wait for who reviews them.
 */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const found = await sql<Row>`
		with duty as (
			select 'study_paper' as kind, r.id, r.id as round_id, t.person_id, t.home_unit_id as unit_id, r.title, null as author, coalesce(p.state = 'returned', false) as is_returned,
				r.paper_due_on as due_on, case when r.created_by <> t.person_id then r.created_by end as supervisor_id
			from study_participant t
			join study_round r on r.tenant_id = t.tenant_id and r.id = t.round_id and r.state = 'open' and r.paper_due_on is not null
			left join reflection p on p.tenant_id = t.tenant_id and p.round_id = t.round_id and p.author_id = t.person_id
			where t.tenant_id = ${wanted.tenantId} ${inPeople(wanted, 't.person_id')} ${inUnits(wanted, 't.home_unit_id')} and t.is_required
				and (p.id is null or p.state in ('draft', 'returned'))
			union all
			select 'reflection_review', p.id, p.round_id, p.reviewer_id, p.unit_id, r.title, n.full_name, false,
				${localDay('p.handed_in_at')} + ${REVIEW_DAYS}::int, case when r.created_by <> p.reviewer_id then r.created_by end
			from reflection p
			join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id
			join person n on n.tenant_id = p.tenant_id and n.id = p.author_id
			where p.tenant_id = ${wanted.tenantId} ${inPeople(wanted, 'p.reviewer_id')} ${inUnits(wanted, 'p.unit_id')} and p.state = 'handed_in' and p.reviewer_id is not null
		), ${numberedDuties({ until: wanted.until })}
		select ${dutyColumns}, n.round_id as "roundId", n.title, n.author, n.is_returned as "isReturned", n.supervisor_id as "supervisorId"
		from numbered n ${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'reflections',
	kinds: kindsOfDuty(
		{ href: '/hoc-tap', weight: 2, isOwed: true },
		{
			study_paper: {
				say: m.reflection_due_write_kind,
				count: m.reflection_due_write_count,
				all: m.reflection_due_write_all,
			},
			reflection_review: {
				say: m.reflection_due_review_kind,
				count: m.reflection_due_review_count,
				all: m.reflection_due_review_all,
				weight: 3,
			},
		},
	),
	list,
	endedBy: [
		endsForAll('reflection.accepted', 'reflection_review'),
		endsForAll('reflection.returned', 'reflection_review'),
		endsForAll('reflection.taken_back', 'reflection_review'),
		endsForAll('study.closed', 'study_paper'),
		endsForPerson('study.excused', 'study_paper'),
	],
});
