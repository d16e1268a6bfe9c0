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
	firstOfKind,
	holdingRole,
	kindsOfDuty,
	localDay,
	numberedDuties,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { PeriodKind } from './domain/periods.ts';
import { titleOf } from './domain/titles.ts';

const kinds = ['periodic_write', 'periodic_decide'] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	reportId: string | null;
	name: string;
	period: PeriodKind;
	from: Day;
	to: Day;
	of: string;
};

/** So many days before its day a report begins to be a duty; on the page it stands from the first day of its period. */
const AHEAD_DAYS = 20;
/** What is older than this nags nobody; it stands on the page. */
const BACK_DAYS = 190;
/** Days within which the office above accepts a report or gives it back. */
const DECIDE_DAYS = 5;

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: titleOf(row.name, row),
	more: row.kind === 'periodic_decide' ? [row.of] : [],
	href: row.reportId ? `/bao-cao/${row.reportId}` : '/bao-cao',
	act: row.kind === 'periodic_write' ? m.periodic_due_act_write() : m.periodic_due_act_decide(),
});

/** Reports that a unit owes, for those who write and sign them; reports that came from below, for the office. */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const day = dayOfAsking(wanted);
	const found = await sql<Row>`
		with duty as (
			select distinct 'periodic_write' as kind, o.id, a.person_id, o.unit_id, r.id as report_id, o.kind_id, o.period_from, o.period_to, '' as of, coalesce(r.due_on, o.due_on) as due_on
				from reports_owed(${day} - ${BACK_DAYS}::int, ${day}) o
				left join periodic_report r on r.tenant_id = o.tenant_id and r.id = o.id
				join role_assignment a on ${holdingRole(wanted, 'o.unit_id', ['secretary', 'deputy', 'clerk'])}
				where o.tenant_id = ${wanted.tenantId} and (coalesce(r.due_on, o.due_on) - ${AHEAD_DAYS}::int <= ${day} or r.state = 'returned')
					and (r.id is null or r.state in ('writing', 'returned') or (r.state = 'signed' and r.above_unit_id is not null))
			union
			select 'periodic_decide', r.id, a.person_id, r.above_unit_id, r.id, r.kind_id, r.period_from, r.period_to, u.short_name,
					${localDay('v.sent_at')} + ${DECIDE_DAYS}::int
				from periodic_report r join report_version v on v.tenant_id = r.tenant_id and v.report_id = r.id and v.version = r.version and v.sent_at is not null
				join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
				join role_assignment a on ${holdingRole(wanted, 'r.above_unit_id', ['secretary', 'deputy', 'clerk', 'higher_officer'])}
				where r.tenant_id = ${wanted.tenantId} and r.state = 'sent'
		), ${numberedDuties(wanted)}
		select ${dutyColumns}, n.report_id as "reportId", k.name, k.period, n.period_from as "from", n.period_to as "to", n.of
		from numbered n join report_kind k on k.tenant_id = ${wanted.tenantId} and k.id = n.kind_id
		${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'reports',
	kinds: kindsOfDuty(
		{ href: '/bao-cao', weight: 2, isOwed: true },
		{
			periodic_write: {
				say: m.periodic_due_kind_write,
				count: m.periodic_due_count_write,
				all: m.periodic_due_all_write,
			},
			periodic_decide: {
				say: m.periodic_due_kind_decide,
				count: m.periodic_due_count_decide,
				all: m.periodic_due_all_decide,
				href: '/bao-cao/tong-hop',
				weight: 1,
				isOwed: false,
			},
		},
	),
	list,
	endedBy: [
		endsForAll('periodic_report.sent', 'periodic_write'),
		endsForAll('periodic_report.returned', 'periodic_decide'),
		endsForAll('periodic_report.accepted', 'periodic_decide'),
	],
});
