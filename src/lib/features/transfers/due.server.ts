import { sql } from 'kysely';
import {
	type DueItem,
	type DueKind,
	type DueWanted,
	inUnits,
	registerDueSource,
	registerExcuse,
	totalsOf,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';

const kinds = ['transfers_prepare', 'transfers_confirm', 'transfers_take_in'] as const;
type Kind = (typeof kinds)[number];
type Row = {
	kind: Kind;
	id: string;
	personId: string;
	unitId: string;
	dueOn: Day;
	fullName: string;
	place: string;
	total: number;
};

const base = '/to-chuc/chuyen-sinh-hoat';
const acts: Record<Kind, () => string> = {
	transfers_prepare: m.transfers_due_act_prepare,
	transfers_confirm: m.transfers_due_act_confirm,
	transfers_take_in: m.transfers_due_act_take_in,
};

const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.id,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: row.fullName,
	more: [
		row.kind === 'transfers_take_in'
			? m.transfers_due_from({ place: row.place })
			: m.transfers_due_to({ place: row.place }),
	],
	openName: null,
	href: row.kind === 'transfers_take_in' ? `${base}/den/${row.id}` : `${base}/${row.id}`,
	act: acts[row.kind](),
	supervisorId: null,
});

/**
 * A letter that is to be made out (who heads the unit), one whose receipt nobody confirmed by its day, and one that came in: the
 * office, which says which unit is meant; once it was handed on the secretary of that unit, who alone can take the person in there.
 * Never of the person it is about.
 */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const mine = wanted.personIds
		? sql`and d.person_id = any(${`{${wanted.personIds.join(',')}}`}::text::uuid[])`
		: sql``;
	const most = wanted.most ? sql`where n.nth <= ${wanted.most}` : sql``;
	const today = wanted.today ? sql`${wanted.today}::date` : sql`current_date`;
	const found = await sql<Row>`
		with thing as (
			select 'transfers_prepare' as kind, t.id, t.unit_id, t.person_id as about, t.effective_on as due_on, p.full_name, t.to_organisation as place, false as handed_on
			from member_transfer t join person p on p.tenant_id = t.tenant_id and p.id = t.person_id
			where t.tenant_id = ${wanted.tenantId} and t.state in ('asked', 'preparing')
			union all
			select 'transfers_confirm', t.id, t.unit_id, t.person_id, t.confirm_by, p.full_name, t.to_organisation, false
			from member_transfer t join person p on p.tenant_id = t.tenant_id and p.id = t.person_id
			where t.tenant_id = ${wanted.tenantId} and t.state = 'issued' and (t.confirm_by <= ${today} or t.declined_on is not null)
			union all
			select 'transfers_take_in', i.id, coalesce(i.for_unit_id, i.unit_id), null, i.take_in_by, i.letter -> 'person' ->> 'fullName', i.letter -> 'from' ->> 'organisation', i.for_unit_id is not null
			from incoming_transfer i where i.tenant_id = ${wanted.tenantId} and i.state = 'arrived'
		), duty as (
			select distinct x.kind, x.id, a.person_id, x.unit_id, x.due_on, x.full_name, x.place
			from thing x
			join role_assignment a on a.tenant_id = ${wanted.tenantId} and a.unit_id = x.unit_id
				and (a.role = 'secretary' or (not x.handed_on and (a.role = 'deputy' or (a.role = 'clerk' and x.kind <> 'transfers_prepare'))))
				and a.valid_from <= ${today} and (a.valid_to is null or a.valid_to > ${today})
			where a.person_id is distinct from x.about
		), numbered as (
			select d.*, count(*) over (partition by d.kind) as total, row_number() over (partition by d.kind order by d.due_on, d.id) as nth
			from duty d where true ${mine} ${inUnits(wanted, 'd.unit_id')} ${wanted.until ? sql`and d.due_on <= ${wanted.until}` : sql``}
		)
		select n.kind, n.id, n.person_id as "personId", n.unit_id as "unitId", n.due_on as "dueOn", n.full_name as "fullName", n.place, n.total::int as total
		from numbered n ${most} order by n.due_on, n.id`.execute(tx);
	return { items: found.rows.map(itemOf), totals: totalsOf(found.rows, ...kinds) };
};

type Count = (detail: { count: number }) => string;
const kindOf = (key: Kind, say: () => string, count: Count, href: string): DueKind => ({
	key,
	say,
	count: (number) => count({ count: number }),
	all: (number) => count({ count: number }),
	href,
	weight: 3,
	isOwed: false,
});

registerDueSource({
	name: 'transfers',
	kinds: [
		kindOf('transfers_prepare', m.transfers_due_kind_prepare, m.transfers_due_count_prepare, base),
		kindOf('transfers_confirm', m.transfers_due_kind_confirm, m.transfers_due_count_confirm, base),
		kindOf(
			'transfers_take_in',
			m.transfers_due_kind_take_in,
			m.transfers_due_count_take_in,
			`${base}?xem=den`,
		),
	],
	list,
	endedBy: [
		{ verb: 'transfer.issued', kinds: ['transfers_prepare'], for: 'everybody' },
		{ verb: 'transfer.cancelled', kinds: ['transfers_prepare', 'transfers_confirm'], for: 'everybody' },
		{ verb: 'transfer.received', kinds: ['transfers_confirm'], for: 'everybody' },
		{ verb: 'transfer.taken_in', kinds: ['transfers_take_in'], for: 'everybody' },
		{ verb: 'transfer.sent_back', kinds: ['transfers_take_in'], for: 'everybody' },
		{ verb: 'transfer.withdrawn', kinds: ['transfers_take_in'], for: 'everybody' },
	],
});

// What was handed over or closed is not asked of who has left, though its source still knows of it; called off, it is again.
registerExcuse('transfers', async (tx, { tenantId, personIds }) => {
	const mine = personIds ? sql`and h.person_id = any(${`{${personIds.join(',')}}`}::text::uuid[])` : sql``;
	const found = await sql<{ kind: string; subjectId: string; personId: string }>`
		select h.kind, h.subject_id as "subjectId", h.person_id as "personId" from transfer_handover h
		join member_transfer t on t.tenant_id = h.tenant_id and t.id = h.transfer_id and t.state <> 'cancelled'
		where h.tenant_id = ${tenantId} ${mine}`.execute(tx);
	return found.rows;
});
