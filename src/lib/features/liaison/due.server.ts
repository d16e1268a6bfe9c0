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
	kindsOfDuty,
	numberedDuties,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { shippedRule } from './domain/rules.ts';

const kinds = ['residence_round', 'residence_letter', 'residence_read'] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	year: number | null;
	subject: string | null;
	subjectId: string | null;
	waiting: number | null;
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
	...dutyOf(row),
	...words[row.kind](row),
});

const daysOf = (column: 'letter_days' | 'read_days', otherwise: number, unit: string, day: string) =>
	sql.raw(
		`coalesce((select u.${column} from residence_rule u where u.tenant_id = ${unit}.tenant_id and u.unit_id = ${unit}.unit_id and u.valid_from <= ${day} order by u.valid_from desc limit 1), ${otherwise})`,
	);

/** Rounds that still wait for remarks (who heads the unit), letters to be made out (its clerk; where there is none, its secretary), remarks that one has not read. */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const received = `(r.received_at at time zone 'Asia/Ho_Chi_Minh')::date`;
	const found = await sql<Row>`
		with duty as (
			select distinct 'residence_round' as kind, o.id, a.person_id, o.unit_id, o.due_on, o.year, null::uuid as subject_id, w.waiting
			from residence_round o
			join role_assignment a on ${holdingRole(wanted, 'o.unit_id', ['secretary', 'deputy'])}
			cross join lateral (
				select count(*)::int as waiting from residence_request r where r.tenant_id = o.tenant_id and r.round_id = o.id and r.state = 'waiting') w
			where o.tenant_id = ${wanted.tenantId} and o.state = 'open' and w.waiting > 0
			union all
			select distinct 'residence_letter', l.id, a.person_id, l.unit_id, l.letter_due_on + ${daysOf('letter_days', shippedRule.letterDays, 'l', 'l.letter_due_on')}::int, null::int, l.person_id, null::int
			from residence_link l
			join role_assignment a on ${holdingRole(wanted, 'l.unit_id', ['clerk', 'secretary'])}
				and (a.role = 'clerk' or not exists (select from role_assignment c where ${holdingRole(wanted, 'l.unit_id', ['clerk'], { as: 'c' })}))
			where l.tenant_id = ${wanted.tenantId} and l.letter_due is not null and l.valid_to is null
			union all
			select 'residence_read', r.id, r.person_id, r.unit_id, ${sql.raw(received)} + ${daysOf('read_days', shippedRule.readDays, 'r', received)}::int, o.year, null, null
			from residence_request r join residence_round o on o.tenant_id = r.tenant_id and o.id = r.round_id
			where r.tenant_id = ${wanted.tenantId} and r.state = 'received' and r.seen_at is null
		), ${numberedDuties(wanted)}
		select ${dutyColumns}, n.year, n.waiting, n.subject_id as "subjectId", p.full_name as subject
		from numbered n left join person p on p.tenant_id = ${wanted.tenantId} and p.id = n.subject_id
		${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'liaison',
	kinds: kindsOfDuty(
		{ href: '/noi-cu-tru', weight: 4, isOwed: false },
		{
			residence_round: {
				say: m.residence_due_kind_round,
				count: m.residence_due_count_round,
				all: m.residence_due_all_round,
			},
			residence_letter: {
				say: m.residence_due_kind_letter,
				count: m.residence_due_count_letter,
				all: m.residence_due_all_letter,
			},
			residence_read: {
				say: m.residence_due_kind_read,
				count: m.residence_due_count_read,
				all: m.residence_due_all_read,
				weight: 2,
			},
		},
	),
	list,
	endedBy: [
		endsForAll('residence.round_closed', 'residence_round'),
		endsForPerson('residence.remark_seen', 'residence_read', 'residence.remark'),
		endsForPerson('residence.remark_answered', 'residence_read', 'residence.remark'),
		endsForAll('residence.remark_taken_back', 'residence_read', 'residence.remark'),
	],
});
