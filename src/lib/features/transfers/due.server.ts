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
	inPeople,
	kindsOfDuty,
	numberedDuties,
	registerDueSource,
	registerExcuse,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';

const kinds = ['transfers_prepare', 'transfers_confirm', 'transfers_take_in'] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	fullName: string;
	place: string;
};

const base = '/to-chuc/chuyen-sinh-hoat';
const acts: Record<Kind, () => string> = {
	transfers_prepare: m.transfers_due_act_prepare,
	transfers_confirm: m.transfers_due_act_confirm,
	transfers_take_in: m.transfers_due_act_take_in,
};

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: row.fullName,
	more: [
		row.kind === 'transfers_take_in'
			? m.transfers_due_from({ place: row.place })
			: m.transfers_due_to({ place: row.place }),
	],
	href: row.kind === 'transfers_take_in' ? `${base}/den/${row.id}` : `${base}/${row.id}`,
	act: acts[row.kind](),
});

/**
 * A letter that is to be made out (who heads the unit), one whose receipt nobody confirmed by its day, and one that came in: the
 * office, which says which unit is meant; once it was handed on the secretary of that unit, who alone can take the person in there.
 * Never of the person it is about.
 */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const today = dayOfAsking(wanted);
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
			join role_assignment a on ${holdingRole(wanted, 'x.unit_id', ['secretary', 'deputy', 'clerk'])}
				and (a.role = 'secretary' or (not x.handed_on and (a.role = 'deputy' or (a.role = 'clerk' and x.kind <> 'transfers_prepare'))))
			where a.person_id is distinct from x.about
		), ${numberedDuties(wanted)}
		select ${dutyColumns}, n.full_name as "fullName", n.place
		from numbered n ${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'transfers',
	kinds: kindsOfDuty(
		{ href: base, weight: 3, isOwed: false },
		{
			transfers_prepare: {
				say: m.transfers_due_kind_prepare,
				count: m.transfers_due_count_prepare,
			},
			transfers_confirm: {
				say: m.transfers_due_kind_confirm,
				count: m.transfers_due_count_confirm,
			},
			transfers_take_in: {
				say: m.transfers_due_kind_take_in,
				count: m.transfers_due_count_take_in,
				href: `${base}?xem=den`,
			},
		},
	),
	list,
	endedBy: [
		endsForAll('transfer.issued', 'transfers_prepare'),
		endsForAll('transfer.cancelled', 'transfers_prepare', 'transfers_confirm'),
		endsForAll('transfer.received', 'transfers_confirm'),
		endsForAll('transfer.taken_in', 'transfers_take_in'),
		endsForAll('transfer.sent_back', 'transfers_take_in'),
		endsForAll('transfer.withdrawn', 'transfers_take_in'),
	],
});

// What was handed over or closed is not asked of who has left, though its source still knows of it; called off, it is again.
registerExcuse('transfers', async (tx, { tenantId, personIds }) => {
	const found = await sql<{ kind: string; subjectId: string; personId: string }>`
		select h.kind, h.subject_id as "subjectId", h.person_id as "personId" from transfer_handover h
		join member_transfer t on t.tenant_id = h.tenant_id and t.id = h.transfer_id and t.state <> 'cancelled'
		where h.tenant_id = ${tenantId} ${inPeople({ personIds }, 'h.person_id')}`.execute(tx);
	return found.rows;
});
