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
import type { PeriodKind } from './domain/periods.ts';
import { titleOf } from './domain/titles.ts';

const kinds = ['periodic_write', 'periodic_decide'] as const;
type Kind = (typeof kinds)[number];
type Row = {
	kind: Kind;
	id: string;
	personId: string;
	unitId: string;
	reportId: string | null;
	name: string;
	period: PeriodKind;
	from: Day;
	to: Day;
	of: string;
	dueOn: Day;
	total: number;
};

/** So many days before its day a report begins to be a duty; on the page it stands from the first day of its period. */
const AHEAD_DAYS = 20;
/** What is older than this nags nobody; it stands on the page. */
const BACK_DAYS = 190;
/** Days within which the office above accepts a report or gives it back. */
const DECIDE_DAYS = 5;

const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.id,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: titleOf(row.name, row),
	more: row.kind === 'periodic_decide' ? [row.of] : [],
	openName: null,
	href: row.reportId ? `/bao-cao/${row.reportId}` : '/bao-cao',
	act: row.kind === 'periodic_write' ? m.periodic_due_act_write() : m.periodic_due_act_decide(),
	supervisorId: null,
});

/** Reports that a unit owes, for those who write and sign them; reports that came from below, for the office. */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const mine = wanted.personIds
		? sql`and d.person_id = any(${`{${wanted.personIds.join(',')}}`}::text::uuid[])`
		: sql``;
	const unit = inUnits(wanted, 'd.unit_id');
	const most = wanted.most ? sql`where n.nth <= ${wanted.most}` : sql``;
	const day = sql`coalesce(${wanted.today ?? null}::date, current_date)`;
	const holding = (place: string, ...roles: string[]) =>
		sql`role_assignment a on a.tenant_id = ${wanted.tenantId} and a.unit_id = ${sql.ref(place)} and a.role = any(${`{${roles.join(',')}}`}::text[])
			and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to > ${day})`;
	const found = await sql<Row>`
		with duty as (
			select distinct 'periodic_write' as kind, o.id, a.person_id, o.unit_id, r.id as report_id, o.kind_id, o.period_from, o.period_to, '' as of, coalesce(r.due_on, o.due_on) as due_on
				from reports_owed(${day} - ${BACK_DAYS}::int, ${day}) o
				left join periodic_report r on r.tenant_id = o.tenant_id and r.id = o.id
				join ${holding('o.unit_id', 'secretary', 'deputy', 'clerk')}
				where o.tenant_id = ${wanted.tenantId} and (coalesce(r.due_on, o.due_on) - ${AHEAD_DAYS}::int <= ${day} or r.state = 'returned')
					and (r.id is null or r.state in ('writing', 'returned') or (r.state = 'signed' and r.above_unit_id is not null))
			union
			select 'periodic_decide', r.id, a.person_id, r.above_unit_id, r.id, r.kind_id, r.period_from, r.period_to, u.short_name,
					(v.sent_at at time zone 'Asia/Ho_Chi_Minh')::date + ${DECIDE_DAYS}::int
				from periodic_report r join report_version v on v.tenant_id = r.tenant_id and v.report_id = r.id and v.version = r.version and v.sent_at is not null
				join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
				join ${holding('r.above_unit_id', 'secretary', 'deputy', 'clerk', 'higher_officer')}
				where r.tenant_id = ${wanted.tenantId} and r.state = 'sent'
		), numbered as (
			select d.*, count(*) over (partition by d.kind)::int as total, row_number() over (partition by d.kind order by d.due_on, d.id, d.person_id) as nth
			from duty d where true ${mine} ${unit} ${wanted.until ? sql`and d.due_on <= ${wanted.until}` : sql``}
		)
		select n.kind, n.id, n.person_id as "personId", n.unit_id as "unitId", n.report_id as "reportId", k.name, k.period, n.period_from as "from", n.period_to as "to", n.of, n.due_on as "dueOn", n.total
		from numbered n join report_kind k on k.tenant_id = ${wanted.tenantId} and k.id = n.kind_id
		${most} order by n.due_on, n.id`.execute(tx);
	return { items: found.rows.map(itemOf), totals: totalsOf(found.rows, ...kinds) };
};

registerDueSource({
	name: 'reports',
	kinds: [
		{
			key: 'periodic_write',
			say: m.periodic_due_kind_write,
			count: (count) => m.periodic_due_count_write({ count }),
			all: (count) => m.periodic_due_all_write({ count }),
			href: '/bao-cao',
			weight: 2,
			isOwed: true,
		},
		{
			key: 'periodic_decide',
			say: m.periodic_due_kind_decide,
			count: (count) => m.periodic_due_count_decide({ count }),
			all: (count) => m.periodic_due_all_decide({ count }),
			href: '/bao-cao/tong-hop',
			weight: 1,
			isOwed: false,
		},
	],
	list,
	endedBy: [
		{ verb: 'periodic_report.sent', kinds: ['periodic_write'], for: 'everybody' },
		{ verb: 'periodic_report.returned', kinds: ['periodic_decide'], for: 'everybody' },
		{ verb: 'periodic_report.accepted', kinds: ['periodic_decide'], for: 'everybody' },
	],
});
