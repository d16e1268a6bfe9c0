import { sql } from 'kysely';
import {
	type DueItem,
	type DueKind,
	type DueWanted,
	inUnits,
	registerDueSource,
	totalsOf,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { TAKE_UP_DAYS } from './domain/expectations.ts';

const kinds = ['cascade_take_up', 'cascade_spread', 'cascade_programme', 'cascade_report'] as const;
type Kind = (typeof kinds)[number];
type Row = {
	kind: Kind;
	id: string;
	personId: string;
	unitId: string;
	documentId: string;
	title: string;
	number: string | null;
	typeName: string;
	senderName: string;
	dueOn: Day;
	total: number;
};

const hrefOf = (row: Row): string =>
	row.kind === 'cascade_spread' ? `/van-ban/${row.documentId}/phat-hanh` : `/trien-khai/den/${row.id}`;

const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.id,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: row.number
		? m.document_numbered({ type: row.typeName, number: row.number })
		: `${row.typeName} ${row.title}`,
	more: [m.cascade_due_from({ unit: row.senderName })],
	openName: null,
	href: hrefOf(row),
	act: {
		cascade_take_up: m.cascade_due_act_take_up,
		cascade_spread: m.cascade_due_act_spread,
		cascade_programme: m.cascade_due_act_programme,
		cascade_report: m.cascade_due_act_report,
	}[row.kind](),
	supervisorId: null,
});

/**
 * What a unit owes of what it was given: taking it up, spreading it, its programme, its report. Of those who head the unit; the
 * clerk spreads too. The rules are those of `domain/progress.ts`.
 */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const mine = wanted.personIds
		? sql`and a.person_id = any(${`{${wanted.personIds.join(',')}}`}::text::uuid[])`
		: sql``;
	const most = wanted.most ? sql`where n.nth <= ${wanted.most}` : sql``;
	const found = await sql<Row>`
		with duty as (
			select distinct k.kind, r.id, a.person_id, r.unit_id, k.due_on, d.document_id, d.unit_id as sender_id, d.from_name
			from dispatch_receipt r
			join dispatch d on d.tenant_id = r.tenant_id and d.id = r.dispatch_id and d.withdrawn_at is null
			cross join lateral (values
				('cascade_take_up', least((d.sent_at at time zone 'Asia/Ho_Chi_Minh')::date + ${TAKE_UP_DAYS}::int, r.spread_by, r.study_by, r.programme_by, r.report_by), r.taken_up_at is null),
				('cascade_spread', r.spread_by, r.taken_up_at is not null and not exists (select from publication p
					where p.tenant_id = r.tenant_id and p.document_id = d.document_id and p.unit_id = r.unit_id and p.withdrawn_at is null)),
				('cascade_programme', r.programme_by, r.taken_up_at is not null and not exists (select from programme_document g join programme q on q.tenant_id = g.tenant_id and q.id = g.programme_id
					where g.tenant_id = r.tenant_id and g.document_id = d.document_id and q.unit_id = r.unit_id and q.state <> 'draft')),
				('cascade_report', r.report_by, r.taken_up_at is not null and r.reported_at is null)
			) k(kind, due_on, is_open)
			join role_assignment a on a.tenant_id = r.tenant_id and a.unit_id = r.unit_id
				and (a.role in ('secretary', 'deputy') or (a.role = 'clerk' and k.kind = 'cascade_spread'))
				and a.valid_from <= current_date and (a.valid_to is null or a.valid_to > current_date)
			where r.tenant_id = ${wanted.tenantId} and r.set_aside_at is null and k.is_open and k.due_on is not null
				${mine} ${inUnits(wanted, 'r.unit_id')} ${wanted.until ? sql`and k.due_on <= ${wanted.until}` : sql``}
		), numbered as (
			select d.*, count(*) over (partition by d.kind) as total, row_number() over (partition by d.kind order by d.due_on, d.id) as nth from duty d
		)
		select n.kind, n.id, n.person_id as "personId", n.unit_id as "unitId", n.document_id as "documentId", o.title, o.number, o.type_name as "typeName",
			coalesce(nullif(n.from_name, ''), s.short_name) as "senderName", n.due_on as "dueOn", n.total
		from numbered n
		join document o on o.tenant_id = ${wanted.tenantId} and o.id = n.document_id
		join unit s on s.tenant_id = ${wanted.tenantId} and s.id = n.sender_id
		${most} order by n.due_on, n.id`.execute(tx);
	return { items: found.rows.map(itemOf), totals: totalsOf(found.rows, ...kinds) };
};

type Say = (detail: { count: number }) => string;
const kindOf = (key: Kind, say: () => string, count: Say, all: Say, weight: number): DueKind => ({
	key,
	say,
	count: (of) => count({ count: of }),
	all: (of) => all({ count: of }),
	href: '/trien-khai',
	weight,
	isOwed: true,
});

registerDueSource({
	name: 'cascade',
	kinds: [
		kindOf(
			'cascade_take_up',
			m.cascade_due_kind_take_up,
			m.cascade_due_count_take_up,
			m.cascade_due_all_take_up,
			1,
		),
		kindOf(
			'cascade_spread',
			m.cascade_due_kind_spread,
			m.cascade_due_count_spread,
			m.cascade_due_all_spread,
			2,
		),
		kindOf(
			'cascade_programme',
			m.cascade_due_kind_programme,
			m.cascade_due_count_programme,
			m.cascade_due_all_programme,
			3,
		),
		kindOf(
			'cascade_report',
			m.cascade_due_kind_report,
			m.cascade_due_count_report,
			m.cascade_due_all_report,
			3,
		),
	],
	list,
	endedBy: [
		{ verb: 'dispatch.taken_up', kinds: ['cascade_take_up', 'dispatch.sent'], for: 'everybody' },
		{ verb: 'dispatch.set_aside', kinds: [...kinds, 'dispatch.sent'], for: 'everybody' },
		{ verb: 'dispatch.reported', kinds: ['cascade_report'], for: 'everybody' },
	],
});
