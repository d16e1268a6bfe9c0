import { sql } from 'kysely';
import {
	type DueItem,
	type DueList,
	type DueRow,
	type DueWanted,
	dayOfAsking,
	dueList,
	dutyColumns,
	dutyOf,
	endsForAll,
	endsForPerson,
	firstOfKind,
	holdingRole,
	kindsOfDuty,
	numberedDuties,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';

const kinds = ['limit_answer', 'limit_step', 'limit_close'] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	limitId: string;
	personName: string;
	step: string | null;
};

const acts: Record<Kind, () => string> = {
	limit_answer: m.limit_due_act_answer,
	limit_step: m.limit_due_act_step,
	limit_close: m.limit_due_act_close,
};

/** What it is about stands on its page only: duties and letters say no more than the kind. */
const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: row.step ?? m.limit_due_name(),
	more: row.kind === 'limit_close' ? [row.personName] : [],
	href: `/nhac-nho/${row.limitId}`,
	act: acts[row.kind](),
});

/**
 * What waits: the person's answer, the steps of the plan by their days; once all of it is done, or the day has come, the
 * conclusion by who heads the unit, has charge of it or gave it from above. Row level security keeps from each list what is
 * not theirs. In nobody's list of who is behind.
 */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const found = await sql<Row>`
		with open as (
			select l.*, exists (select from limit_step s where s.tenant_id = l.tenant_id and s.limit_id = l.id and s.done_at is null) as has_steps
			from personal_limit l where l.tenant_id = ${wanted.tenantId} and l.state in ('given', 'answered')
		), handler as (
			select l.id, a.person_id from open l join role_assignment a on ${holdingRole(wanted, 'l.unit_id', ['secretary', 'deputy'])}
				where l.opened_at is not null or l.shown_from <= ${dayOfAsking(wanted)}
			union select l.id, l.in_charge_id from open l where l.in_charge_id is not null
			union select l.id, l.given_by from open l where l.from_above
		), duty as (
			select 'limit_answer' as kind, l.id, l.id as limit_id, l.person_id, l.unit_id, null as step, l.answer_by as due_on from open l where l.state = 'given'
			union all
			select 'limit_step', s.id, l.id, l.person_id, l.unit_id, s.body, s.due_on from open l
				join limit_step s on s.tenant_id = l.tenant_id and s.limit_id = l.id and s.done_at is null
			union all
			select 'limit_close', l.id, l.id, h.person_id, l.unit_id, null, l.close_by from open l
				join handler h on h.id = l.id and h.person_id <> l.person_id
				where l.state = 'answered' and not l.has_steps
		), ${numberedDuties(wanted)}
		select ${dutyColumns}, n.limit_id as "limitId", p.full_name as "personName", n.step
		from numbered n join open l on l.id = n.limit_id join person p on p.tenant_id = l.tenant_id and p.id = l.person_id
		${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'limits',
	kinds: kindsOfDuty(
		{ href: '/nhac-nho', weight: 1, isOwed: false },
		{
			limit_answer: {
				say: m.limit_due_kind_answer,
				count: m.limit_due_count_answer,
				all: m.limit_due_all_answer,
			},
			limit_step: {
				say: m.limit_due_kind_step,
				count: m.limit_due_count_step,
				all: m.limit_due_all_step,
			},
			limit_close: {
				say: m.limit_due_kind_close,
				count: m.limit_due_count_close,
				all: m.limit_due_all_close,
			},
		},
	),
	list,
	endedBy: [
		endsForPerson('limit.answered', 'limit_answer', 'limit.given'),
		endsForAll('limit.step_done', 'limit_step'),
		endsForAll(
			'limit.closed',
			'limit_answer',
			'limit_close',
			'limit.answered',
			'limit.planned',
			'limit.all_done',
		),
		endsForAll(
			'limit.withdrawn',
			'limit_answer',
			'limit_close',
			'limit.answered',
			'limit.planned',
			'limit.all_done',
		),
	],
});
