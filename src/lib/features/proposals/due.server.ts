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
import { inShort } from './domain/alike.ts';

type Kind = 'proposal_answer' | 'proposal_sort' | 'proposal_look';
type Row = {
	kind: Kind;
	id: string;
	personId: string;
	unitId: string;
	unitName: string;
	body: string;
	alike: number;
	assignedBy: string | null;
	dueOn: Day;
	total: number;
};

/** Days within which somebody is named to answer, and within which an answer is looked at. */
const SORT_DAYS = 3;
const LOOK_DAYS = 10;

const acts: Record<Kind, () => string> = {
	proposal_answer: m.proposal_due_act_answer,
	proposal_sort: m.proposal_due_act_sort,
	proposal_look: m.proposal_due_act_look,
};

const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.id,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: inShort(row.body),
	more: row.alike > 0 ? [row.unitName, m.proposal_alike_count({ count: row.alike })] : [row.unitName],
	// What people propose is not for everybody: letters only say that there is something.
	openName: null,
	href: `/de-xuat/${row.id}`,
	act: acts[row.kind](),
	supervisorId: row.kind === 'proposal_answer' && row.assignedBy !== row.personId ? row.assignedBy : null,
});

/**
 * Proposals that wait: to be sorted, for the office of the unit that has them; to be answered, for the person named or,
 * of a committee, those who lead it; answers to be looked at, for the proposer.
 */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const ids = wanted.personIds ? `{${wanted.personIds.join(',')}}` : null;
	const mine = ids ? sql`and d.person_id = any(${ids}::text::uuid[])` : sql``;
	const unit = inUnits(wanted, 'd.unit_id');
	const most = wanted.most ? sql`where n.nth <= ${wanted.most}` : sql``;
	const day = (moment: string) => sql.raw(`(${moment} at time zone 'Asia/Ho_Chi_Minh')::date`);
	const office = sql`join role_assignment r on r.tenant_id = p.tenant_id and r.unit_id = p.answering_unit_id and r.valid_from <= current_date and (r.valid_to is null or r.valid_to > current_date)`;
	const found = await sql<Row>`
		with duty as (
			select 'proposal_answer' as kind, p.id, p.answerer_id as person_id, p.answering_unit_id as unit_id, p.due_on from proposal p
			where p.tenant_id = ${wanted.tenantId} and p.state = 'assigned' and p.leader_id is null and p.answerer_id is not null
			union
			select 'proposal_answer', p.id, r.person_id, p.answering_unit_id, p.due_on from proposal p ${office} and r.role in ('secretary', 'deputy')
			where p.tenant_id = ${wanted.tenantId} and p.state = 'assigned' and p.leader_id is null and p.by_committee
			union
			select 'proposal_sort', p.id, r.person_id, p.answering_unit_id, least(p.due_on, ${day('p.since')} + ${SORT_DAYS}::int) from proposal p ${office}
				and (r.role in ('secretary', 'deputy') or (r.role = 'higher_officer' and p.answering_unit_id <> p.unit_id))
			where p.tenant_id = ${wanted.tenantId} and p.state in ('received', 'disputed') and p.leader_id is null
			union
			select 'proposal_look', p.id, p.proposer_id, p.unit_id, ${day('p.since')} + ${LOOK_DAYS}::int from proposal p
			where p.tenant_id = ${wanted.tenantId} and p.state = 'answered'
		), numbered as (
			select d.*, count(*) over (partition by d.kind) as total, row_number() over (partition by d.kind order by d.due_on, d.id) as nth
			from duty d where true ${mine} ${unit} ${wanted.until ? sql`and d.due_on <= ${wanted.until}` : sql``}
		)
		select n.kind, n.id, n.person_id as "personId", n.unit_id as "unitId", u.short_name as "unitName", p.body, p.assigned_by as "assignedBy", n.due_on as "dueOn", n.total,
			(select count(*)::int from proposal f where f.tenant_id = p.tenant_id and f.leader_id = p.id and f.state in ('received', 'assigned')) as alike
		from numbered n
		join proposal p on p.tenant_id = ${wanted.tenantId} and p.id = n.id
		join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
		${most} order by n.due_on, n.id`.execute(tx);
	return {
		items: found.rows.map(itemOf),
		totals: totalsOf(found.rows, 'proposal_answer', 'proposal_sort', 'proposal_look'),
	};
};

const toAnswer = ['proposal_answer', 'proposal.assigned'];
const toSort = ['proposal_sort', 'proposal.received', 'proposal.sent_up', 'proposal.unsettled'];
const toLook = ['proposal_look', 'proposal.answered'];

registerDueSource({
	name: 'proposals',
	kinds: [
		{
			key: 'proposal_answer',
			say: m.proposal_due_kind_answer,
			count: (count) => m.proposal_due_count_answer({ count }),
			all: (count) => m.proposal_due_all_answer({ count }),
			href: '/de-xuat/don-vi?loc=den-han',
			weight: 1,
			isOwed: true,
		},
		{
			key: 'proposal_sort',
			say: m.proposal_due_kind_sort,
			count: (count) => m.proposal_due_count_sort({ count }),
			all: (count) => m.proposal_due_all_sort({ count }),
			href: '/de-xuat/don-vi',
			weight: 0,
			isOwed: false,
		},
		{
			key: 'proposal_look',
			say: m.proposal_due_kind_look,
			count: (count) => m.proposal_due_count_look({ count }),
			all: (count) => m.proposal_due_all_look({ count }),
			href: '/de-xuat',
			weight: 2,
			isOwed: false,
		},
	],
	list,
	endedBy: [
		{ verb: 'proposal.assigned', kinds: [...toSort, ...toAnswer], for: 'everybody' },
		{ verb: 'proposal.sent_up', kinds: [...toSort, ...toAnswer], for: 'everybody' },
		{ verb: 'proposal.grouped', kinds: [...toSort, ...toAnswer], for: 'everybody' },
		{ verb: 'proposal.answered', kinds: [...toSort, ...toAnswer], for: 'everybody' },
		{ verb: 'proposal.withdrawn', kinds: [...toSort, ...toAnswer], for: 'everybody' },
		{ verb: 'proposal.closed', kinds: toSort, for: 'everybody' },
		{ verb: 'proposal.settled', kinds: toLook, for: 'everybody' },
		{ verb: 'proposal.reopened', kinds: toLook, for: 'everybody' },
		{ verb: 'proposal.disputed', kinds: toLook, for: 'everybody' },
	],
});
