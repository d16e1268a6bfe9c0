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
	numberedDuties,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';

const kinds = ['nomination_sign', 'award_decide'] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	awardId: string;
	name: string;
};

/** So many days before the last one a unit that has said nothing is reminded that it may nominate itself. */
const NEAR_DAYS = 14;

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: row.name,
	more: [],
	href:
		row.kind === 'nomination_sign'
			? `/binh-xet/${row.awardId}/de-cu/${row.unitId}`
			: `/binh-xet/${row.awardId}`,
	act: row.kind === 'nomination_sign' ? m.nomination_due_act_sign() : m.award_due_act_decide(),
});

/**
 * A nomination to be written and signed by who heads the unit: one that was begun until it is signed; where nothing was said, in the last
 * days only. And the title that waits for the committee.
 */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const day = dayOfAsking(wanted);
	const found = await sql<Row>`
		with duty as (
			select 'nomination_sign' as kind, coalesce(n.id, a.id) as id, r.person_id, u.id as unit_id, a.id as award_id, a.name, a.nominate_by as due_on
				from award a join unit c on c.tenant_id = a.tenant_id and c.id = a.unit_id
				join unit u on u.tenant_id = a.tenant_id and u.path <@ c.path and u.id <> c.id and u.kind = any(a.kinds) and u.dissolved_on is null
				join role_assignment r on ${holdingRole(wanted, 'u.id', ['secretary', 'deputy'], { as: 'r' })}
				left join nomination n on n.tenant_id = a.tenant_id and n.award_id = a.id and n.unit_id = u.id
				where a.tenant_id = ${wanted.tenantId} and a.state = 'open'
					and (n.state = 'draft' or (n.id is null and ${day} between a.nominate_by - ${NEAR_DAYS}::int and a.nominate_by))
			union
			select 'award_decide', a.id, r.person_id, a.unit_id, a.id, a.name, a.decide_by
				from award a join role_assignment r on ${holdingRole(wanted, 'a.unit_id', ['secretary', 'deputy', 'higher_officer'], { as: 'r' })}
				where a.tenant_id = ${wanted.tenantId} and (a.state = 'voting' or (a.state = 'open' and a.nominate_by < ${day}))
		), ${numberedDuties(wanted)}
		select ${dutyColumns}, n.award_id as "awardId", n.name
		from numbered n ${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'nominations',
	kinds: kindsOfDuty(
		{ href: '/binh-xet', weight: 2, isOwed: false },
		{
			nomination_sign: {
				say: m.nomination_due_kind_sign,
				count: m.nomination_due_count_sign,
				all: m.nomination_due_all_sign,
			},
			award_decide: {
				say: m.award_due_kind_decide,
				count: m.award_due_count_decide,
				all: m.award_due_all_decide,
				weight: 1,
			},
		},
	),
	list,
	endedBy: [
		endsForAll('award.decided', 'award_decide', 'nomination_sign'),
		endsForAll('award.cancelled', 'award_decide', 'nomination_sign'),
		endsForAll('nomination.signed', 'nomination_sign'),
		endsForAll('nomination.withdrawn', 'nomination_sign'),
		endsForAll('award.figures_fixed', 'nomination_sign'),
	],
});
