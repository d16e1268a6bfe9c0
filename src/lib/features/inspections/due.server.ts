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

const kinds = [
	'inspection_find',
	'inspection_answer',
	'inspection_conclude',
	'inspection_follow_up',
] as const;
type Kind = (typeof kinds)[number];
type Row = {
	kind: Kind;
	id: string;
	personId: string;
	unitId: string;
	inspectionId: string;
	title: string;
	name: string;
	dueOn: Day;
	total: number;
};

/** Days within which the committee concludes once the unit has answered. */
const CONCLUDE_DAYS = 10;

const acts: Record<Kind, () => string> = {
	inspection_find: m.inspection_due_act_find,
	inspection_answer: m.inspection_due_act_answer,
	inspection_conclude: m.inspection_due_act_conclude,
	inspection_follow_up: m.inspection_due_act_follow_up,
};

const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.id,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: row.name,
	more: row.kind === 'inspection_follow_up' ? [row.title] : [],
	openName: null,
	href: `/kiem-tra/${row.inspectionId}`,
	act: acts[row.kind](),
	supervisorId: null,
});

/** Records that inspectors look at; findings that a unit answers; what waits for the conclusion; what is to be done after it. */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const mine = wanted.personIds
		? sql`and d.person_id = any(${`{${wanted.personIds.join(',')}}`}::text::uuid[])`
		: sql``;
	const unit = inUnits(wanted, 'd.unit_id');
	const most = wanted.most ? sql`where n.nth <= ${wanted.most}` : sql``;
	const holding = (place: string, ...roles: string[]) =>
		sql`role_assignment a on a.tenant_id = i.tenant_id and a.unit_id = ${sql.ref(place)} and a.role = any(${`{${roles.join(',')}}`}::text[])
			and a.valid_from <= current_date and (a.valid_to is null or a.valid_to > current_date)`;
	const isAnswered = sql`exists (select from inspection_answer n where n.tenant_id = i.tenant_id and n.inspection_id = i.id and n.record_id is null)`;
	const found = await sql<Row>`
		with duty as (
			select 'inspection_find' as kind, i.id, n.person_id, i.unit_id, i.id as inspection_id, i.title as name, i.ends_on as due_on
				from inspection i join inspection_inspector n on n.tenant_id = i.tenant_id and n.inspection_id = i.id
				where i.tenant_id = ${wanted.tenantId} and i.state = 'open'
			union
			select 'inspection_answer', i.id, a.person_id, i.inspected_unit_id, i.id, i.title, i.answer_by
				from inspection i join ${holding('i.inspected_unit_id', 'secretary', 'deputy')}
				where i.tenant_id = ${wanted.tenantId} and i.state = 'reported' and not ${isAnswered}
			union
			select 'inspection_conclude', i.id, a.person_id, i.unit_id, i.id, i.title, i.answer_by + ${CONCLUDE_DAYS}::int
				from inspection i join ${holding('i.unit_id', 'secretary', 'deputy', 'higher_officer')}
				where i.tenant_id = ${wanted.tenantId} and i.state = 'reported' and (${isAnswered} or i.answer_by < current_date)
			union
			select 'inspection_follow_up', f.id, a.person_id, i.inspected_unit_id, i.id, f.body, f.due_on
				from inspection_follow_up f join inspection i on i.tenant_id = f.tenant_id and i.id = f.inspection_id
				join ${holding('i.inspected_unit_id', 'secretary', 'deputy')}
				where f.tenant_id = ${wanted.tenantId} and i.state = 'concluded' and f.done_at is null
		), numbered as (
			select d.*, count(*) over (partition by d.kind) as total, row_number() over (partition by d.kind order by d.due_on, d.id, d.person_id) as nth
			from duty d where true ${mine} ${unit} ${wanted.until ? sql`and d.due_on <= ${wanted.until}` : sql``}
		)
		select n.kind, n.id, n.person_id as "personId", n.unit_id as "unitId", n.inspection_id as "inspectionId", i.title, n.name, n.due_on as "dueOn", n.total
		from numbered n join inspection i on i.tenant_id = ${wanted.tenantId} and i.id = n.inspection_id
		${most} order by n.due_on, n.id`.execute(tx);
	return { items: found.rows.map(itemOf), totals: totalsOf(found.rows, ...kinds) };
};

registerDueSource({
	name: 'inspections',
	kinds: [
		{
			key: 'inspection_find',
			say: m.inspection_due_kind_find,
			count: (count) => m.inspection_due_count_find({ count }),
			all: (count) => m.inspection_due_all_find({ count }),
			href: '/kiem-tra',
			weight: 2,
			isOwed: false,
		},
		{
			key: 'inspection_answer',
			say: m.inspection_due_kind_answer,
			count: (count) => m.inspection_due_count_answer({ count }),
			all: (count) => m.inspection_due_all_answer({ count }),
			href: '/kiem-tra',
			weight: 1,
			isOwed: true,
		},
		{
			key: 'inspection_conclude',
			say: m.inspection_due_kind_conclude,
			count: (count) => m.inspection_due_count_conclude({ count }),
			all: (count) => m.inspection_due_all_conclude({ count }),
			href: '/kiem-tra',
			weight: 1,
			isOwed: false,
		},
		{
			key: 'inspection_follow_up',
			say: m.inspection_due_kind_follow_up,
			count: (count) => m.inspection_due_count_follow_up({ count }),
			all: (count) => m.inspection_due_all_follow_up({ count }),
			href: '/kiem-tra',
			weight: 1,
			isOwed: true,
		},
	],
	list,
	endedBy: [
		{ verb: 'inspection.reported', kinds: ['inspection_find'], for: 'everybody' },
		{ verb: 'inspection.answered', kinds: ['inspection_answer'], for: 'everybody' },
		{ verb: 'inspection.concluded', kinds: ['inspection_conclude', 'inspection_answer'], for: 'everybody' },
		{ verb: 'inspection.carried_out', kinds: ['inspection_follow_up'], for: 'everybody' },
	],
});
