import { type RawBuilder, sql } from 'kysely';
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
	numberedDuties,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Role } from '#lib/shared/actor.ts';
import { romanQuarter } from './domain/states.ts';
import { COMMITTEE_DAYS } from './domain/timetable.ts';

const kinds = [
	'registration_write',
	'registration_confirm',
	'registration_self_check',
	'registration_check',
] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	title: string;
	quarter: number | null;
	count: number;
	ofUnit: boolean;
	isReturned: boolean;
};

/** Days within which the committee confirms what was handed in. */
const CONFIRM_DAYS = 10;

const words: Record<Kind, { act: () => string; href: (row: Row) => string; more: (row: Row) => string[] }> = {
	registration_write: {
		act: m.commitment_due_write_act,
		href: ({ id, ofUnit, unitId }) => `/dang-ky/${id}/ban-dang-ky${ofUnit ? `?don-vi=${unitId}` : ''}`,
		more: ({ ofUnit, isReturned }) => [
			...(ofUnit ? [m.commitment_due_of_unit()] : []),
			...(isReturned ? [m.commitment_due_returned()] : []),
		],
	},
	registration_confirm: {
		act: m.commitment_due_confirm_act,
		href: ({ id }) => `/dang-ky/${id}#nguoi-tham-gia`,
		more: ({ count }) => [m.commitment_due_confirm_more({ count })],
	},
	registration_self_check: {
		act: m.commitment_due_self_act,
		href: ({ id, quarter, ofUnit, unitId }) =>
			`/dang-ky/${id}/tu-kiem-tra/${quarter}${ofUnit ? `?don-vi=${unitId}` : ''}`,
		more: ({ quarter, ofUnit }) => [
			m.commitment_quarter({ quarter: romanQuarter(quarter ?? 0) }),
			...(ofUnit ? [m.commitment_due_of_unit()] : []),
		],
	},
	registration_check: {
		act: m.commitment_due_check_act,
		href: ({ id, quarter }) => `/dang-ky/${id}/kiem-tra/${quarter}`,
		more: ({ quarter, count }) => [
			m.commitment_quarter({ quarter: romanQuarter(quarter ?? 0) }),
			m.commitment_due_check_more({ count }),
		],
	},
};

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: row.title,
	more: words[row.kind].more(row),
	href: words[row.kind].href(row),
	act: words[row.kind].act(),
});

/**
 * Registrations to write (of a unit: its secretary), to confirm, to check by oneself in a quarter that is being checked, and to
 * check as the committee member in charge. Each is gone when it is done.
 */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const held = (...roles: Role[]) =>
		sql`join role_assignment a on ${holdingRole(wanted, 'r.unit_id', roles)}`;
	// The secretary's own goes to the deputy, where there is none to a member of the committee (policy.ts, mayConfirm).
	const role = (name: Role, whose: RawBuilder<unknown>) =>
		sql`exists (select from role_assignment o where ${holdingRole(wanted, 'r.unit_id', [name], { as: 'o' })} and o.person_id ${whose} coalesce(r.person_id, r.handed_in_by))`;
	const ofSecretary = role('secretary', sql`=`);
	const hasDeputy = role('deputy', sql`is distinct from`);
	const found = await sql<Row>`
		with open as (
			select c.id, c.tenant_id, c.title, c.register_by from campaign c where c.tenant_id = ${wanted.tenantId} and c.state = 'open'
		), quarter as (
			select o.id as campaign_id, q.quarter, q.due_on from open o join campaign_quarter q on q.tenant_id = o.tenant_id and q.campaign_id = o.id
			where q.opened_at is not null and q.closed_at is null
		), duty as (
			select 'registration_write' as kind, o.id, p.person_id, p.unit_id, o.title, o.register_by as due_on, null::int as quarter, 1 as count, false as of_unit,
				coalesce(r.state = 'returned', false) as is_returned
			from open o join campaign_person p on p.tenant_id = o.tenant_id and p.campaign_id = o.id
			left join registration r on r.tenant_id = p.tenant_id and r.campaign_id = o.id and r.person_id = p.person_id
			where r.id is null or r.state in ('draft', 'returned')
			union all
			select 'registration_write', o.id, a.person_id, r.unit_id, o.title, o.register_by, null, 1, true, coalesce(g.state = 'returned', false)
			from open o join campaign_unit r on r.tenant_id = o.tenant_id and r.campaign_id = o.id and r.registers
			${held('secretary')}
			left join registration g on g.tenant_id = r.tenant_id and g.campaign_id = o.id and g.unit_id = r.unit_id and g.person_id is null
			where g.id is null or g.state in ('draft', 'returned')
			union all
			select 'registration_confirm', o.id, a.person_id, r.unit_id, o.title, (min(r.handed_in_at) at time zone 'Asia/Ho_Chi_Minh')::date + ${CONFIRM_DAYS}::int, null, count(distinct r.id)::int, false, false
			from open o join registration r on r.tenant_id = o.tenant_id and r.campaign_id = o.id and r.state = 'handed_in'
			${held('secretary', 'deputy', 'committee_member')} and a.person_id is distinct from r.person_id and a.person_id is distinct from r.handed_in_by
				and (a.role <> 'committee_member' or ${ofSecretary} and not ${hasDeputy}) and (a.role <> 'secretary' or not ${ofSecretary})
			group by o.id, a.person_id, r.unit_id, o.title
			union all
			select 'registration_self_check', o.id, coalesce(r.person_id, a.person_id), r.unit_id, o.title, q.due_on, q.quarter, 1, r.person_id is null, false
			from open o join quarter q on q.campaign_id = o.id
			join registration r on r.tenant_id = o.tenant_id and r.campaign_id = o.id and r.confirmed_version is not null
			left join role_assignment a on r.person_id is null and ${holdingRole(wanted, 'r.unit_id', ['secretary'])}
			left join quarter_check k on k.tenant_id = r.tenant_id and k.registration_id = r.id and k.quarter = q.quarter
			where k.self_checked_at is null and k.checked_at is null and (r.begun_at at time zone 'Asia/Ho_Chi_Minh')::date <= q.due_on and coalesce(r.person_id, a.person_id) is not null
			union all
			select 'registration_check', o.id, r.checker_id, r.unit_id, o.title, q.due_on + ${COMMITTEE_DAYS}::int, q.quarter, count(*)::int, false, false
			from open o join quarter q on q.campaign_id = o.id
			join registration r on r.tenant_id = o.tenant_id and r.campaign_id = o.id and r.checker_id is not null
			join quarter_check k on k.tenant_id = r.tenant_id and k.registration_id = r.id and k.quarter = q.quarter
			where k.self_checked_at is not null and k.checked_at is null
			group by o.id, r.checker_id, r.unit_id, o.title, q.due_on, q.quarter
		), ${numberedDuties(wanted)}
		select ${dutyColumns}, n.title, n.quarter, n.count, n.of_unit as "ofUnit", n.is_returned as "isReturned"
		from numbered n ${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'commitments',
	kinds: kindsOfDuty(
		{ href: '/dang-ky', weight: 2, isOwed: true },
		{
			registration_write: {
				say: m.commitment_due_write_kind,
				count: m.commitment_due_write_count,
				all: m.commitment_due_write_all,
			},
			registration_confirm: {
				say: m.commitment_due_confirm_kind,
				count: m.commitment_due_confirm_count,
				all: m.commitment_due_confirm_all,
				weight: 3,
			},
			registration_self_check: {
				say: m.commitment_due_self_kind,
				count: m.commitment_due_self_count,
				all: m.commitment_due_self_all,
			},
			registration_check: {
				say: m.commitment_due_check_kind,
				count: m.commitment_due_check_count,
				all: m.commitment_due_check_all,
				weight: 3,
			},
		},
	),
	list,
	endedBy: [
		endsForAll(
			'campaign.closed',
			'registration_write',
			'registration_confirm',
			'registration_self_check',
			'registration_check',
		),
		endsForAll('campaign.quarter_closed', 'registration_self_check', 'registration_check'),
	],
});
