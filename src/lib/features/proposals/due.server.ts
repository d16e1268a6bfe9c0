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
	firstOfKind,
	holdingRole,
	kindsOfDuty,
	localDay,
	numberedDuties,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { inShort } from './domain/alike.ts';

const kinds = ['proposal_answer', 'proposal_sort', 'proposal_look'] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	unitName: string;
	body: string;
	alike: number;
	assignedBy: string | null;
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
	...dutyOf(row),
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
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const since = localDay('p.since');
	const found = await sql<Row>`
		with duty as (
			select 'proposal_answer' as kind, p.id, p.answerer_id as person_id, p.answering_unit_id as unit_id, p.due_on from proposal p
			where p.tenant_id = ${wanted.tenantId} and p.state = 'assigned' and p.leader_id is null and p.answerer_id is not null
			union
			select 'proposal_answer', p.id, a.person_id, p.answering_unit_id, p.due_on from proposal p
			join role_assignment a on ${holdingRole(wanted, 'p.answering_unit_id', ['secretary', 'deputy'])}
			where p.tenant_id = ${wanted.tenantId} and p.state = 'assigned' and p.leader_id is null and p.by_committee
			union
			select 'proposal_sort', p.id, a.person_id, p.answering_unit_id, least(p.due_on, ${since} + ${SORT_DAYS}::int) from proposal p
			join role_assignment a on ${holdingRole(wanted, 'p.answering_unit_id', ['secretary', 'deputy', 'higher_officer'])}
				and (a.role <> 'higher_officer' or p.answering_unit_id <> p.unit_id)
			where p.tenant_id = ${wanted.tenantId} and p.state in ('received', 'disputed') and p.leader_id is null
			union
			select 'proposal_look', p.id, p.proposer_id, p.unit_id, ${since} + ${LOOK_DAYS}::int from proposal p
			where p.tenant_id = ${wanted.tenantId} and p.state = 'answered'
		), ${numberedDuties(wanted)}
		select ${dutyColumns}, u.short_name as "unitName", p.body, p.assigned_by as "assignedBy",
			(select count(*)::int from proposal f where f.tenant_id = p.tenant_id and f.leader_id = p.id and f.state in ('received', 'assigned')) as alike
		from numbered n
		join proposal p on p.tenant_id = ${wanted.tenantId} and p.id = n.id
		join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
		${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

const toAnswer = ['proposal_answer', 'proposal.assigned'];
const toSort = ['proposal_sort', 'proposal.received', 'proposal.sent_up', 'proposal.unsettled'];
const toLook = ['proposal_look', 'proposal.answered'];

registerDueSource({
	name: 'proposals',
	kinds: kindsOfDuty(
		{ href: '/de-xuat/don-vi?loc=den-han', weight: 1, isOwed: false },
		{
			proposal_answer: {
				say: m.proposal_due_kind_answer,
				count: m.proposal_due_count_answer,
				all: m.proposal_due_all_answer,
				isOwed: true,
			},
			proposal_sort: {
				say: m.proposal_due_kind_sort,
				count: m.proposal_due_count_sort,
				all: m.proposal_due_all_sort,
				href: '/de-xuat/don-vi',
				weight: 0,
			},
			proposal_look: {
				say: m.proposal_due_kind_look,
				count: m.proposal_due_count_look,
				all: m.proposal_due_all_look,
				href: '/de-xuat',
				weight: 2,
			},
		},
	),
	list,
	endedBy: [
		endsForAll('proposal.assigned', ...toSort, ...toAnswer),
		endsForAll('proposal.sent_up', ...toSort, ...toAnswer),
		endsForAll('proposal.grouped', ...toSort, ...toAnswer),
		endsForAll('proposal.answered', ...toSort, ...toAnswer),
		endsForAll('proposal.withdrawn', ...toSort, ...toAnswer),
		endsForAll('proposal.closed', ...toSort),
		endsForAll('proposal.settled', ...toLook),
		endsForAll('proposal.reopened', ...toLook),
		endsForAll('proposal.disputed', ...toLook),
	],
});
