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

type Kind = 'limit_answer' | 'limit_step' | 'limit_close';
type Row = {
	kind: Kind;
	subjectId: string;
	limitId: string;
	personId: string;
	unitId: string;
	personName: string;
	step: string | null;
	dueOn: Day;
	total: number;
};

const acts: Record<Kind, () => string> = {
	limit_answer: m.limit_due_act_answer,
	limit_step: m.limit_due_act_step,
	limit_close: m.limit_due_act_close,
};

/** What it is about stands on its page only: duties and letters say no more than the kind. */
const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.subjectId,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: row.step ?? m.limit_due_name(),
	more: row.kind === 'limit_close' ? [row.personName] : [],
	openName: null,
	href: `/nhac-nho/${row.limitId}`,
	act: acts[row.kind](),
	supervisorId: null,
});

/**
 * What waits: the person's answer, the steps of the plan by their days; once all of it is done, or the day has come, the
 * conclusion by who heads the unit, has charge of it or gave it from above. Row level security keeps from each list what is
 * not theirs. In nobody's list of who is behind.
 */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const mine = wanted.personIds
		? sql`and d.person_id = any(${`{${wanted.personIds.join(',')}}`}::text::uuid[])`
		: sql``;
	const unit = inUnits(wanted, 'd.unit_id');
	const most = wanted.most ? sql`where n.nth <= ${wanted.most}` : sql``;
	const found = await sql<Row>`
		with open as (
			select l.*, exists (select from limit_step s where s.tenant_id = l.tenant_id and s.limit_id = l.id and s.done_at is null) as has_steps
			from personal_limit l where l.tenant_id = ${wanted.tenantId} and l.state in ('given', 'answered')
		), handler as (
			select l.id, a.person_id from open l join role_assignment a on a.tenant_id = l.tenant_id and a.unit_id = l.unit_id and a.role in ('secretary', 'deputy')
				and a.valid_from <= current_date and (a.valid_to is null or a.valid_to > current_date)
				where l.opened_at is not null or l.shown_from <= current_date
			union select l.id, l.in_charge_id from open l where l.in_charge_id is not null
			union select l.id, l.given_by from open l where l.from_above
		), duty as (
			select 'limit_answer' as kind, l.id as subject_id, l.id as limit_id, l.person_id, l.unit_id, null as step, l.answer_by as due_on from open l where l.state = 'given'
			union all
			select 'limit_step', s.id, l.id, l.person_id, l.unit_id, s.body, s.due_on from open l
				join limit_step s on s.tenant_id = l.tenant_id and s.limit_id = l.id and s.done_at is null
			union all
			select 'limit_close', l.id, l.id, h.person_id, l.unit_id, null, l.close_by from open l
				join handler h on h.id = l.id and h.person_id <> l.person_id
				where l.state = 'answered' and not l.has_steps
		), numbered as (
			select d.*, count(*) over (partition by d.kind) as total, row_number() over (partition by d.kind order by d.due_on, d.subject_id) as nth
			from duty d where true ${mine} ${unit} ${wanted.until ? sql`and d.due_on <= ${wanted.until}` : sql``}
		)
		select n.kind, n.subject_id as "subjectId", n.limit_id as "limitId", n.person_id as "personId", n.unit_id as "unitId", p.full_name as "personName", n.step,
			n.due_on as "dueOn", n.total
		from numbered n join open l on l.id = n.limit_id join person p on p.tenant_id = l.tenant_id and p.id = l.person_id
		${most} order by n.due_on, n.subject_id`.execute(tx);
	return {
		items: found.rows.map(itemOf),
		totals: totalsOf(found.rows, 'limit_answer', 'limit_step', 'limit_close'),
	};
};

registerDueSource({
	name: 'limits',
	kinds: [
		{
			key: 'limit_answer',
			say: m.limit_due_kind_answer,
			count: (count) => m.limit_due_count_answer({ count }),
			all: (count) => m.limit_due_all_answer({ count }),
			href: '/nhac-nho',
			weight: 1,
			isOwed: false,
		},
		{
			key: 'limit_step',
			say: m.limit_due_kind_step,
			count: (count) => m.limit_due_count_step({ count }),
			all: (count) => m.limit_due_all_step({ count }),
			href: '/nhac-nho',
			weight: 1,
			isOwed: false,
		},
		{
			key: 'limit_close',
			say: m.limit_due_kind_close,
			count: (count) => m.limit_due_count_close({ count }),
			all: (count) => m.limit_due_all_close({ count }),
			href: '/nhac-nho',
			weight: 1,
			isOwed: false,
		},
	],
	list,
	endedBy: [
		{ verb: 'limit.answered', kinds: ['limit_answer', 'limit.given'], for: 'person' },
		{ verb: 'limit.step_done', kinds: ['limit_step'], for: 'everybody' },
		{
			verb: 'limit.closed',
			kinds: ['limit_answer', 'limit_close', 'limit.answered', 'limit.planned', 'limit.all_done'],
			for: 'everybody',
		},
		{
			verb: 'limit.withdrawn',
			kinds: ['limit_answer', 'limit_close', 'limit.answered', 'limit.planned', 'limit.all_done'],
			for: 'everybody',
		},
	],
});
