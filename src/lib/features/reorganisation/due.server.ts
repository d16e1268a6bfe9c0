import { sql } from 'kysely';
import {
	type DueItem,
	type DueKind,
	type DueWanted,
	inUnits,
	registerDueSource,
	totalsOf,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Day, longDate } from '#lib/shared/calendar.ts';

const kinds = ['reorganisation_decide', 'reorganisation_waits', 'reorganisation_held'] as const;
type Kind = (typeof kinds)[number];
type Row = {
	kind: Kind;
	id: string;
	personId: string;
	unitId: string;
	dueOn: Day;
	title: string;
	decisionNumber: string;
	total: number;
};

/** So many days ahead those who decided it are told that the day comes: terms, registers and roles are to be looked after. */
const AHEAD_DAYS = 14;

const acts: Record<Kind, () => string> = {
	reorganisation_decide: m.reorganisation_due_act_decide,
	reorganisation_waits: m.reorganisation_due_act_waits,
	reorganisation_held: m.reorganisation_due_act_held,
};

const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.id,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: row.title,
	more: [row.decisionNumber, longDate(row.dueOn)].filter(Boolean),
	openName: null,
	href: `/to-chuc/sap-xep/${row.id}`,
	act: acts[row.kind](),
	supervisorId: null,
});

/**
 * Plans that wait for a decision, decided ones whose day comes, and decided ones that something holds up: of who may decide them,
 * the secretary and the administrator of the unit above all that is touched.
 */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const mine = wanted.personIds
		? sql`and a.person_id = any(${`{${wanted.personIds.join(',')}}`}::text::uuid[])`
		: sql``;
	const most = wanted.most ? sql`where n.nth <= ${wanted.most}` : sql``;
	const today = wanted.today ? sql`${wanted.today}::date` : sql`current_date`;
	const found = await sql<Row>`
		with duty as (
			select distinct case when r.state = 'checked' then 'reorganisation_decide' when r.problem <> '' then 'reorganisation_held' else 'reorganisation_waits' end as kind,
				r.id, a.person_id, r.unit_id, r.effective_on as due_on, r.title, r.decision_number
			from reorganisation r
			join role_assignment a on a.tenant_id = r.tenant_id and a.unit_id = r.unit_id and a.role in ('secretary', 'administrator')
				and a.valid_from <= ${today} and (a.valid_to is null or a.valid_to > ${today})
			where r.tenant_id = ${wanted.tenantId} and (r.state = 'checked' or (r.state = 'decided' and (r.problem <> '' or r.effective_on <= ${today} + ${AHEAD_DAYS}::int)))
				${mine} ${inUnits(wanted, 'r.unit_id')} ${wanted.until ? sql`and r.effective_on <= ${wanted.until}` : sql``}
		), numbered as (
			select d.*, count(*) over (partition by d.kind) as total, row_number() over (partition by d.kind order by d.due_on, d.id) as nth from duty d
		)
		select n.kind, n.id, n.person_id as "personId", n.unit_id as "unitId", n.due_on as "dueOn", n.title, n.decision_number as "decisionNumber", n.total::int as total
		from numbered n ${most} order by n.due_on, n.id`.execute(tx);
	return { items: found.rows.map(itemOf), totals: totalsOf(found.rows, ...kinds) };
};

type Count = (detail: { count: number }) => string;
const kindOf = (key: Kind, say: () => string, count: Count): DueKind => ({
	key,
	say,
	count: (number) => count({ count: number }),
	all: (number) => count({ count: number }),
	href: '/to-chuc/sap-xep',
	weight: 3,
	isOwed: false,
});

registerDueSource({
	name: 'reorganisation',
	kinds: [
		kindOf('reorganisation_decide', m.reorganisation_due_kind_decide, m.reorganisation_due_count_decide),
		kindOf('reorganisation_waits', m.reorganisation_due_kind_waits, m.reorganisation_due_count_waits),
		kindOf('reorganisation_held', m.reorganisation_due_kind_held, m.reorganisation_due_count_held),
	],
	list,
	endedBy: [
		{ verb: 'reorganisation.decided', kinds: ['reorganisation_decide'], for: 'everybody' },
		{ verb: 'reorganisation.carried_out', kinds: [...kinds], for: 'everybody' },
		{ verb: 'reorganisation.cancelled', kinds: [...kinds], for: 'everybody' },
	],
});
