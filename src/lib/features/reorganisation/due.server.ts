import { sql } from 'kysely';
import {
	type DueItem,
	type DueList,
	type DueRow,
	type DueWanted,
	dayOfAsking,
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
	numberedDuties,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { longDate } from '#lib/shared/calendar.ts';

const kinds = ['reorganisation_decide', 'reorganisation_waits', 'reorganisation_held'] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	title: string;
	decisionNumber: string;
};

/** So many days ahead those who decided it are told that the day comes: terms, registers and roles are to be looked after. */
const AHEAD_DAYS = 14;

const acts: Record<Kind, () => string> = {
	reorganisation_decide: m.reorganisation_due_act_decide,
	reorganisation_waits: m.reorganisation_due_act_waits,
	reorganisation_held: m.reorganisation_due_act_held,
};

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
	name: row.title,
	more: [row.decisionNumber, longDate(row.dueOn)].filter(Boolean),
	href: `/to-chuc/sap-xep/${row.id}`,
	act: acts[row.kind](),
});

/**
 * Plans that wait for a decision, decided ones whose day comes, and decided ones that something holds up: of who may decide them,
 * the secretary and the administrator of the unit above all that is touched.
 */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const today = dayOfAsking(wanted);
	const found = await sql<Row>`
		with duty as (
			select distinct case when r.state = 'checked' then 'reorganisation_decide' when r.problem <> '' then 'reorganisation_held' else 'reorganisation_waits' end as kind,
				r.id, a.person_id, r.unit_id, r.effective_on as due_on, r.title, r.decision_number
			from reorganisation r
			join role_assignment a on ${holdingRole(wanted, 'r.unit_id', ['secretary', 'administrator'])}
			where r.tenant_id = ${wanted.tenantId} and (r.state = 'checked' or (r.state = 'decided' and (r.problem <> '' or r.effective_on <= ${today} + ${AHEAD_DAYS}::int)))
				${inPeople(wanted, 'a.person_id')} ${inUnits(wanted, 'r.unit_id')} ${dueBy(wanted, 'r.effective_on')}
		), ${numberedDuties()}
		select ${dutyColumns}, n.title, n.decision_number as "decisionNumber"
		from numbered n ${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'reorganisation',
	kinds: kindsOfDuty(
		{ href: '/to-chuc/sap-xep', weight: 3, isOwed: false },
		{
			reorganisation_decide: {
				say: m.reorganisation_due_kind_decide,
				count: m.reorganisation_due_count_decide,
			},
			reorganisation_waits: {
				say: m.reorganisation_due_kind_waits,
				count: m.reorganisation_due_count_waits,
			},
			reorganisation_held: {
				say: m.reorganisation_due_kind_held,
				count: m.reorganisation_due_count_held,
			},
		},
	),
	list,
	endedBy: [
		endsForAll('reorganisation.decided', 'reorganisation_decide'),
		endsForAll('reorganisation.carried_out', ...kinds),
		endsForAll('reorganisation.cancelled', ...kinds),
	],
});
