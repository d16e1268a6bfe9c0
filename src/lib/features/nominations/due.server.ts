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

const kinds = ['nomination_sign', 'award_decide'] as const;
type Kind = (typeof kinds)[number];
type Row = {
	kind: Kind;
	id: string;
	personId: string;
	unitId: string;
	awardId: string;
	name: string;
	dueOn: Day;
	total: number;
};

/** So many days before the last one a unit that has said nothing is reminded that it may nominate itself. */
const NEAR_DAYS = 14;

const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.id,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: row.name,
	more: [],
	openName: null,
	href:
		row.kind === 'nomination_sign'
			? `/binh-xet/${row.awardId}/de-cu/${row.unitId}`
			: `/binh-xet/${row.awardId}`,
	act: row.kind === 'nomination_sign' ? m.nomination_due_act_sign() : m.award_due_act_decide(),
	supervisorId: null,
});

/**
 * A nomination to be written and signed by who heads the unit: one that was begun until it is signed; where nothing was said, in the last
 * days only. And the title that waits for the committee.
 */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const mine = wanted.personIds
		? sql`and d.person_id = any(${`{${wanted.personIds.join(',')}}`}::text::uuid[])`
		: sql``;
	const most = wanted.most ? sql`where n.nth <= ${wanted.most}` : sql``;
	const day = wanted.today ? sql`${wanted.today}::date` : sql`current_date`;
	const holding = (unit: string, ...roles: string[]) =>
		sql`role_assignment r on r.tenant_id = a.tenant_id and r.unit_id = ${sql.ref(unit)} and r.role = any(${`{${roles.join(',')}}`}::text[])
			and r.valid_from <= ${day} and (r.valid_to is null or r.valid_to > ${day})`;
	const found = await sql<Row>`
		with duty as (
			select 'nomination_sign' as kind, coalesce(n.id, a.id) as id, r.person_id, u.id as unit_id, a.id as award_id, a.name, a.nominate_by as due_on
				from award a join unit c on c.tenant_id = a.tenant_id and c.id = a.unit_id
				join unit u on u.tenant_id = a.tenant_id and u.path <@ c.path and u.id <> c.id and u.kind = any(a.kinds) and u.dissolved_on is null
				join ${holding('u.id', 'secretary', 'deputy')}
				left join nomination n on n.tenant_id = a.tenant_id and n.award_id = a.id and n.unit_id = u.id
				where a.tenant_id = ${wanted.tenantId} and a.state = 'open'
					and (n.state = 'draft' or (n.id is null and ${day} between a.nominate_by - ${NEAR_DAYS}::int and a.nominate_by))
			union all
			select 'award_decide', a.id, r.person_id, a.unit_id, a.id, a.name, a.decide_by
				from award a join ${holding('a.unit_id', 'secretary', 'deputy', 'higher_officer')}
				where a.tenant_id = ${wanted.tenantId} and (a.state = 'voting' or (a.state = 'open' and a.nominate_by < ${day}))
		), numbered as (
			select d.*, count(*) over (partition by d.kind) as total, row_number() over (partition by d.kind order by d.due_on, d.id, d.person_id) as nth
			from (select distinct * from duty) d where true ${mine} ${inUnits(wanted, 'd.unit_id')} ${wanted.until ? sql`and d.due_on <= ${wanted.until}` : sql``}
		)
		select n.kind, n.id, n.person_id as "personId", n.unit_id as "unitId", n.award_id as "awardId", n.name, n.due_on as "dueOn", n.total
		from numbered n ${most} order by n.due_on, n.id`.execute(tx);
	return { items: found.rows.map(itemOf), totals: totalsOf(found.rows, ...kinds) };
};

registerDueSource({
	name: 'nominations',
	kinds: [
		{
			key: 'nomination_sign',
			say: m.nomination_due_kind_sign,
			count: (count) => m.nomination_due_count_sign({ count }),
			all: (count) => m.nomination_due_all_sign({ count }),
			href: '/binh-xet',
			weight: 2,
			isOwed: false,
		},
		{
			key: 'award_decide',
			say: m.award_due_kind_decide,
			count: (count) => m.award_due_count_decide({ count }),
			all: (count) => m.award_due_all_decide({ count }),
			href: '/binh-xet',
			weight: 1,
			isOwed: false,
		},
	],
	list,
	endedBy: [
		{ verb: 'award.decided', kinds: ['award_decide', 'nomination_sign'], for: 'everybody' },
		{ verb: 'award.cancelled', kinds: ['award_decide', 'nomination_sign'], for: 'everybody' },
		{ verb: 'nomination.signed', kinds: ['nomination_sign'], for: 'everybody' },
		{ verb: 'nomination.withdrawn', kinds: ['nomination_sign'], for: 'everybody' },
		{ verb: 'award.figures_fixed', kinds: ['nomination_sign'], for: 'everybody' },
	],
});
