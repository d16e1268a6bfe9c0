import { sql } from 'kysely';
import {
	type DueItem,
	type DueList,
	type DueRow,
	type DueWanted,
	dueBy,
	dueList,
	dutyColumns,
	dutyOf,
	endsForAll,
	firstOfKind,
	holdingRole,
	inPeople,
	inUnits,
	kindsOfDuty,
	localDay,
	numberedDuties,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { TAKE_UP_DAYS } from './domain/expectations.ts';

const kinds = ['cascade_take_up', 'cascade_spread', 'cascade_programme', 'cascade_report'] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	documentId: string;
	title: string;
	number: string | null;
	typeName: string;
	senderName: string;
};

const hrefOf = (row: Row): string =>
	row.kind === 'cascade_spread' ? `/van-ban/${row.documentId}/phat-hanh` : `/trien-khai/den/${row.id}`;

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: row.number
		? m.document_numbered({ type: row.typeName, number: row.number })
		: `${row.typeName} ${row.title}`,
	more: [m.cascade_due_from({ unit: row.senderName })],
	href: hrefOf(row),
	act: {
		cascade_take_up: m.cascade_due_act_take_up,
		cascade_spread: m.cascade_due_act_spread,
		cascade_programme: m.cascade_due_act_programme,
		cascade_report: m.cascade_due_act_report,
	}[row.kind](),
});

/**
 * What a unit owes of what it was given: taking it up, spreading it, its programme, its report. Of those who head the unit; the
 * clerk spreads too. The rules are those of `domain/progress.ts`.
 */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const found = await sql<Row>`
		with duty as (
			select distinct k.kind, r.id, a.person_id, r.unit_id, k.due_on, d.document_id, d.unit_id as sender_id, d.from_name
			from dispatch_receipt r
			join dispatch d on d.tenant_id = r.tenant_id and d.id = r.dispatch_id and d.withdrawn_at is null
			cross join lateral (values
				('cascade_take_up', least(${localDay('d.sent_at')} + ${TAKE_UP_DAYS}::int, r.spread_by, r.study_by, r.programme_by, r.report_by), r.taken_up_at is null),
				('cascade_spread', r.spread_by, r.taken_up_at is not null and not exists (select from publication p
					where p.tenant_id = r.tenant_id and p.document_id = d.document_id and p.unit_id = r.unit_id and p.withdrawn_at is null)),
				('cascade_programme', r.programme_by, r.taken_up_at is not null and not exists (select from programme_document g join programme q on q.tenant_id = g.tenant_id and q.id = g.programme_id
					where g.tenant_id = r.tenant_id and g.document_id = d.document_id and q.unit_id = r.unit_id and q.state <> 'draft')),
				('cascade_report', r.report_by, r.taken_up_at is not null and r.reported_at is null)
			) k(kind, due_on, is_open)
			join role_assignment a on ${holdingRole(wanted, 'r.unit_id', ['secretary', 'deputy', 'clerk'])}
				and (a.role <> 'clerk' or k.kind = 'cascade_spread')
			where r.tenant_id = ${wanted.tenantId} and r.set_aside_at is null and k.is_open and k.due_on is not null
				${inPeople(wanted, 'a.person_id')} ${inUnits(wanted, 'r.unit_id')} ${dueBy(wanted, 'k.due_on')}
		), ${numberedDuties()}
		select ${dutyColumns}, n.document_id as "documentId", o.title, o.number, o.type_name as "typeName",
			coalesce(nullif(n.from_name, ''), s.short_name) as "senderName"
		from numbered n
		join document o on o.tenant_id = ${wanted.tenantId} and o.id = n.document_id
		join unit s on s.tenant_id = ${wanted.tenantId} and s.id = n.sender_id
		${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'cascade',
	kinds: kindsOfDuty(
		{ href: '/trien-khai', weight: 3, isOwed: true },
		{
			cascade_take_up: {
				say: m.cascade_due_kind_take_up,
				count: m.cascade_due_count_take_up,
				all: m.cascade_due_all_take_up,
				weight: 1,
			},
			cascade_spread: {
				say: m.cascade_due_kind_spread,
				count: m.cascade_due_count_spread,
				all: m.cascade_due_all_spread,
				weight: 2,
			},
			cascade_programme: {
				say: m.cascade_due_kind_programme,
				count: m.cascade_due_count_programme,
				all: m.cascade_due_all_programme,
			},
			cascade_report: {
				say: m.cascade_due_kind_report,
				count: m.cascade_due_count_report,
				all: m.cascade_due_all_report,
			},
		},
	),
	list,
	endedBy: [
		endsForAll('dispatch.taken_up', 'cascade_take_up', 'dispatch.sent'),
		endsForAll('dispatch.set_aside', ...kinds, 'dispatch.sent'),
		endsForAll('dispatch.reported', 'cascade_report'),
	],
});
