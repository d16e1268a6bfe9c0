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
	inUnits,
	kindsOfDuty,
	numberedDuties,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { wantedNow } from './wanted.server.ts';

type Row = DueRow<'hand_over'> & {
	title: string;
	ownerName: string;
};

const page = '/nhiem-vu/don-doc#dinh-ky';

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: row.title,
	more: [m.recurring_before({ name: row.ownerName })],
	href: page,
	act: m.recurring_hand_over(),
});

/** Recurring work that nobody carries on: for its supervisor while they are of the unit, else for its secretary and deputy. */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const found = await sql<Row>`
		with wanted as (
			select r.id, r.unit_id, r.wanted_for as due_on, t.title, t.supervisor_id, o.full_name as owner_name, exists (
				select from membership y where y.tenant_id = r.tenant_id and y.unit_id = r.unit_id and y.person_id = t.supervisor_id
					and (y.valid_to is null or y.valid_to > r.wanted_for)
				union all select from role_assignment y where y.tenant_id = r.tenant_id and y.unit_id = r.unit_id and y.person_id = t.supervisor_id
					and (y.valid_to is null or y.valid_to > r.wanted_for)) as stays
			${wantedNow(wanted.tenantId)} ${inUnits(wanted, 'r.unit_id')} ${dueBy(wanted, 'r.wanted_for')}
		), duty as (
			select 'hand_over' as kind, w.*, w.supervisor_id as person_id from wanted w where w.stays
			union
			select 'hand_over', w.*, a.person_id from wanted w join role_assignment a on a.tenant_id = ${wanted.tenantId} and a.unit_id = w.unit_id
				and a.role in ('secretary', 'deputy') and (a.valid_to is null or a.valid_to > w.due_on)
			where not w.stays
		), ${numberedDuties({ personIds: wanted.personIds })}
		select ${dutyColumns}, n.title, n.owner_name as "ownerName"
		from numbered n ${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, ['hand_over']);
};

registerDueSource({
	name: 'recurring work',
	kinds: kindsOfDuty(
		{ href: page, weight: 1, isOwed: false },
		{
			hand_over: {
				say: m.task_due_kind_hand_over,
				count: m.task_due_count_hand_over,
				all: m.task_due_all_hand_over,
			},
		},
	),
	list,
	endedBy: [endsForAll('recurrence.handed_over', 'hand_over')],
});
