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

const kinds = [
	'inspection_find',
	'inspection_answer',
	'inspection_conclude',
	'inspection_follow_up',
] as const;
type Kind = (typeof kinds)[number];
type Row = DueRow<Kind> & {
	inspectionId: string;
	title: string;
	name: string;
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
	...dutyOf(row),
	name: row.name,
	more: row.kind === 'inspection_follow_up' ? [row.title] : [],
	href: `/kiem-tra/${row.inspectionId}`,
	act: acts[row.kind](),
});

/** Records that inspectors look at; findings that a unit answers; what waits for the conclusion; what is to be done after it. */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const isAnswered = sql`exists (select from inspection_answer n where n.tenant_id = i.tenant_id and n.inspection_id = i.id and n.record_id is null)`;
	const found = await sql<Row>`
		with duty as (
			select 'inspection_find' as kind, i.id, n.person_id, i.unit_id, i.id as inspection_id, i.title as name, i.ends_on as due_on
				from inspection i join inspection_inspector n on n.tenant_id = i.tenant_id and n.inspection_id = i.id
				where i.tenant_id = ${wanted.tenantId} and i.state = 'open'
			union
			select 'inspection_answer', i.id, a.person_id, i.inspected_unit_id, i.id, i.title, i.answer_by
				from inspection i join role_assignment a on ${holdingRole(wanted, 'i.inspected_unit_id', ['secretary', 'deputy'])}
				where i.tenant_id = ${wanted.tenantId} and i.state = 'reported' and not ${isAnswered}
			union
			select 'inspection_conclude', i.id, a.person_id, i.unit_id, i.id, i.title, i.answer_by + ${CONCLUDE_DAYS}::int
				from inspection i join role_assignment a on ${holdingRole(wanted, 'i.unit_id', ['secretary', 'deputy', 'higher_officer'])}
				where i.tenant_id = ${wanted.tenantId} and i.state = 'reported' and (${isAnswered} or i.answer_by < ${dayOfAsking(wanted)})
			union
			select 'inspection_follow_up', f.id, a.person_id, i.inspected_unit_id, i.id, f.body, f.due_on
				from inspection_follow_up f join inspection i on i.tenant_id = f.tenant_id and i.id = f.inspection_id
				join role_assignment a on ${holdingRole(wanted, 'i.inspected_unit_id', ['secretary', 'deputy'])}
				where f.tenant_id = ${wanted.tenantId} and i.state = 'concluded' and f.done_at is null
		), ${numberedDuties(wanted)}
		select ${dutyColumns}, n.inspection_id as "inspectionId", i.title, n.name
		from numbered n join inspection i on i.tenant_id = ${wanted.tenantId} and i.id = n.inspection_id
		${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

registerDueSource({
	name: 'inspections',
	kinds: kindsOfDuty(
		{ href: '/kiem-tra', weight: 1, isOwed: false },
		{
			inspection_find: {
				say: m.inspection_due_kind_find,
				count: m.inspection_due_count_find,
				all: m.inspection_due_all_find,
				weight: 2,
			},
			inspection_answer: {
				say: m.inspection_due_kind_answer,
				count: m.inspection_due_count_answer,
				all: m.inspection_due_all_answer,
				isOwed: true,
			},
			inspection_conclude: {
				say: m.inspection_due_kind_conclude,
				count: m.inspection_due_count_conclude,
				all: m.inspection_due_all_conclude,
			},
			inspection_follow_up: {
				say: m.inspection_due_kind_follow_up,
				count: m.inspection_due_count_follow_up,
				all: m.inspection_due_all_follow_up,
				isOwed: true,
			},
		},
	),
	list,
	endedBy: [
		endsForAll('inspection.reported', 'inspection_find'),
		endsForAll('inspection.answered', 'inspection_answer'),
		endsForAll('inspection.concluded', 'inspection_conclude', 'inspection_answer'),
		endsForAll('inspection.carried_out', 'inspection_follow_up'),
	],
});
