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
import { shippedRule } from './domain/rules.ts';

type Kind = 'residence_round' | 'residence_letter' | 'residence_read';
type Row = {
	kind: Kind;
	id: string;
	personId: string;
	unitId: string;
	dueOn: Day;
	year: number | null;
	subject: string | null;
	subjectId: string | null;
	waiting: number | null;
	total: number;
};

const words: Record<Kind, (row: Row) => Pick<DueItem, 'name' | 'more' | 'href' | 'act'>> = {
	residence_round: ({ id, year, waiting }) => ({
		name: m.residence_due_round({ year: year ?? 0 }),
		more: [m.residence_due_waiting({ count: waiting ?? 0 })],
		href: `/noi-cu-tru/nhan-xet/${id}`,
		act: m.residence_due_act_round(),
	}),
	residence_letter: ({ subject, subjectId }) => ({
		name: m.residence_due_letter({ name: subject ?? '' }),
		more: [],
		href: `/noi-cu-tru/nguoi/${subjectId}`,
		act: m.residence_due_act_letter(),
	}),
	residence_read: ({ id, year }) => ({
		name: m.residence_due_read({ year: year ?? 0 }),
		more: [],
		href: `/noi-cu-tru/phieu/${id}`,
		act: m.residence_due_act_read(),
	}),
};

const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.id,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	openName: null,
	supervisorId: null,
	...words[row.kind](row),
});

const daysOf = (column: 'letter_days' | 'read_days', otherwise: number, unit: string, day: string) =>
	sql.raw(
		`coalesce((select u.${column} from residence_rule u where u.tenant_id = ${unit}.tenant_id and u.unit_id = ${unit}.unit_id and u.valid_from <= ${day} order by u.valid_from desc limit 1), ${otherwise})`,
	);

/** Rounds that still wait for remarks (who heads the unit), letters to be made out (its clerk; where there is none, its secretary), remarks that one has not read. */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const mine = wanted.personIds
		? sql`and d.person_id = any(${`{${wanted.personIds.join(',')}}`}::text::uuid[])`
		: sql``;
	const unit = inUnits(wanted, 'd.unit_id');
	const most = wanted.most ? sql`where n.nth <= ${wanted.most}` : sql``;
	const received = `(r.received_at at time zone 'Asia/Ho_Chi_Minh')::date`;
	const found = await sql<Row>`
		with duty as (
			select distinct 'residence_round' as kind, o.id, a.person_id, o.unit_id, o.due_on, o.year, null::uuid as subject_id,
				(select count(*)::int from residence_request r where r.tenant_id = o.tenant_id and r.round_id = o.id and r.state = 'waiting') as waiting
			from residence_round o
			join role_assignment a on a.tenant_id = o.tenant_id and a.unit_id = o.unit_id and a.role in ('secretary', 'deputy')
				and a.valid_from <= current_date and (a.valid_to is null or a.valid_to > current_date)
			where o.tenant_id = ${wanted.tenantId} and o.state = 'open'
			union all
			select distinct 'residence_letter', l.id, a.person_id, l.unit_id, l.letter_due_on + ${daysOf('letter_days', shippedRule.letterDays, 'l', 'l.letter_due_on')}::int, null::int, l.person_id, null::int
			from residence_link l
			join role_assignment a on a.tenant_id = l.tenant_id and a.unit_id = l.unit_id and a.valid_from <= current_date and (a.valid_to is null or a.valid_to > current_date)
				and (a.role = 'clerk' or (a.role = 'secretary' and not exists (
					select from role_assignment c where c.tenant_id = l.tenant_id and c.unit_id = l.unit_id and c.role = 'clerk'
						and c.valid_from <= current_date and (c.valid_to is null or c.valid_to > current_date))))
			where l.tenant_id = ${wanted.tenantId} and l.letter_due is not null and l.valid_to is null
			union all
			select 'residence_read', r.id, r.person_id, r.unit_id, ${sql.raw(received)} + ${daysOf('read_days', shippedRule.readDays, 'r', received)}::int, o.year, null, null
			from residence_request r join residence_round o on o.tenant_id = r.tenant_id and o.id = r.round_id
			where r.tenant_id = ${wanted.tenantId} and r.state = 'received' and r.seen_at is null
		), numbered as (
			select d.*, count(*) over (partition by d.kind) as total, row_number() over (partition by d.kind order by d.due_on, d.id) as nth
			from duty d where (d.kind <> 'residence_round' or d.waiting > 0) ${mine} ${unit} ${wanted.until ? sql`and d.due_on <= ${wanted.until}` : sql``}
		)
		select n.kind, n.id, n.person_id as "personId", n.unit_id as "unitId", n.due_on as "dueOn", n.year, n.waiting, n.total::int as total, n.subject_id as "subjectId", p.full_name as subject
		from numbered n left join person p on p.tenant_id = ${wanted.tenantId} and p.id = n.subject_id
		${most} order by n.due_on, n.id`.execute(tx);
	return {
		items: found.rows.map(itemOf),
		totals: totalsOf(found.rows, 'residence_round', 'residence_letter', 'residence_read'),
	};
};

registerDueSource({
	name: 'liaison',
	kinds: [
		{
			key: 'residence_round',
			say: m.residence_due_kind_round,
			count: (count) => m.residence_due_count_round({ count }),
			all: (count) => m.residence_due_all_round({ count }),
			href: '/noi-cu-tru',
			weight: 4,
			isOwed: false,
		},
		{
			key: 'residence_letter',
			say: m.residence_due_kind_letter,
			count: (count) => m.residence_due_count_letter({ count }),
			all: (count) => m.residence_due_all_letter({ count }),
			href: '/noi-cu-tru',
			weight: 4,
			isOwed: false,
		},
		{
			key: 'residence_read',
			say: m.residence_due_kind_read,
			count: (count) => m.residence_due_count_read({ count }),
			all: (count) => m.residence_due_all_read({ count }),
			href: '/noi-cu-tru',
			weight: 2,
			isOwed: false,
		},
	],
	list,
	endedBy: [
		{ verb: 'residence.round_closed', kinds: ['residence_round'], for: 'everybody' },
		{ verb: 'residence.remark_seen', kinds: ['residence_read', 'residence.remark'], for: 'person' },
		{ verb: 'residence.remark_answered', kinds: ['residence_read', 'residence.remark'], for: 'person' },
		{ verb: 'residence.remark_taken_back', kinds: ['residence_read', 'residence.remark'], for: 'everybody' },
	],
});
