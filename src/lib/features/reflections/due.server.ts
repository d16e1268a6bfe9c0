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

type Kind = 'study_paper' | 'reflection_review';
type Row = {
	kind: Kind;
	id: string;
	roundId: string;
	personId: string;
	unitId: string;
	title: string;
	author: string | null;
	isReturned: boolean;
	dueOn: Day;
	supervisorId: string | null;
	total: number;
};

/** Days within which a paper that was handed in is reviewed. */
const REVIEW_DAYS = 7;

const itemOf = (row: Row): DueItem => {
	const isReview = row.kind === 'reflection_review';
	return {
		kind: row.kind,
		subjectId: row.id,
		personId: row.personId,
		unitId: row.unitId,
		dueOn: row.dueOn,
		name: row.title,
		more: isReview && row.author ? [row.author] : row.isReturned ? [m.reflection_due_returned()] : [],
		openName: null,
		href: `/hoc-tap/${row.roundId}/${isReview ? `bai/${row.id}` : 'bai-thu-hoach'}`,
		act: isReview ? m.reflection_due_review_act() : m.reflection_due_write_act(),
		supervisorId: row.supervisorId,
	};
};

/**
 * Papers that are to be written, until they are handed in (`study_paper`: the kind under which a study round urges for them too);
 * papers that wait for who reviews them.
 */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const ids = wanted.personIds ? `{${wanted.personIds.join(',')}}` : null;
	const mine = (column: string) => (ids ? sql`and ${sql.ref(column)} = any(${ids}::text::uuid[])` : sql``);
	const found = await sql<Row>`
		with duty as (
			select 'study_paper' as kind, r.id, r.id as round_id, t.person_id, t.home_unit_id as unit_id, r.title, null as author, coalesce(p.state = 'returned', false) as is_returned,
				r.paper_due_on as due_on, case when r.created_by <> t.person_id then r.created_by end as supervisor_id
			from study_participant t
			join study_round r on r.tenant_id = t.tenant_id and r.id = t.round_id and r.state = 'open' and r.paper_due_on is not null
			left join reflection p on p.tenant_id = t.tenant_id and p.round_id = t.round_id and p.author_id = t.person_id
			where t.tenant_id = ${wanted.tenantId} ${mine('t.person_id')} ${inUnits(wanted, 't.home_unit_id')} and t.is_required
				and (p.id is null or p.state in ('draft', 'returned'))
			union all
			select 'reflection_review', p.id, p.round_id, p.reviewer_id, p.unit_id, r.title, n.full_name, false,
				(p.handed_in_at at time zone 'Asia/Ho_Chi_Minh')::date + ${REVIEW_DAYS}::int, case when r.created_by <> p.reviewer_id then r.created_by end
			from reflection p
			join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id
			join person n on n.tenant_id = p.tenant_id and n.id = p.author_id
			where p.tenant_id = ${wanted.tenantId} ${mine('p.reviewer_id')} ${inUnits(wanted, 'p.unit_id')} and p.state = 'handed_in' and p.reviewer_id is not null
		), numbered as (
			select *, count(*) over (partition by kind) as total, row_number() over (partition by kind order by due_on, id) as nth from duty
			${wanted.until ? sql`where due_on <= ${wanted.until}` : sql``}
		)
		select kind, id, round_id as "roundId", person_id as "personId", unit_id as "unitId", title, author, is_returned as "isReturned", due_on as "dueOn",
			supervisor_id as "supervisorId", total
		from numbered ${wanted.most ? sql`where nth <= ${wanted.most}` : sql``} order by due_on, id`.execute(tx);
	return {
		items: found.rows.map(itemOf),
		totals: totalsOf(found.rows, 'study_paper', 'reflection_review'),
	};
};

registerDueSource({
	name: 'reflections',
	kinds: [
		{
			key: 'study_paper',
			say: m.reflection_due_write_kind,
			count: (count) => m.reflection_due_write_count({ count }),
			all: (count) => m.reflection_due_write_all({ count }),
			href: '/hoc-tap',
			weight: 2,
			isOwed: true,
		},
		{
			key: 'reflection_review',
			say: m.reflection_due_review_kind,
			count: (count) => m.reflection_due_review_count({ count }),
			all: (count) => m.reflection_due_review_all({ count }),
			href: '/hoc-tap',
			weight: 3,
			isOwed: true,
		},
	],
	list,
	endedBy: [
		{ verb: 'reflection.accepted', kinds: ['reflection_review'], for: 'everybody' },
		{ verb: 'reflection.returned', kinds: ['reflection_review'], for: 'everybody' },
		{ verb: 'reflection.taken_back', kinds: ['reflection_review'], for: 'everybody' },
		{ verb: 'study.closed', kinds: ['study_paper'], for: 'everybody' },
		{ verb: 'study.excused', kinds: ['study_paper'], for: 'person' },
	],
});
