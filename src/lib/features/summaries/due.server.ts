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

type Row = {
	kind: 'summarise' | 'release';
	id: string;
	documentId: string;
	personId: string;
	unitId: string;
	name: string;
	title: string;
	authorName: string;
	dueOn: Day;
	isBegun: boolean;
	isOpen: boolean;
	assignedBy: string;
	total: number;
};

const itemOf = (row: Row): DueItem => ({
	kind: row.kind,
	subjectId: row.id,
	personId: row.personId,
	unitId: row.unitId,
	dueOn: row.dueOn,
	name: row.name,
	more: row.kind === 'release' ? [row.title, m.summary_due_by({ name: row.authorName })] : [row.title],
	openName: row.isOpen ? row.name : null,
	href: row.kind === 'release' ? `/tom-luoc/${row.id}` : `/van-ban/${row.documentId}/tom-luoc?giao=${row.id}`,
	act:
		row.kind === 'release'
			? m.summary_due_release()
			: row.isBegun
				? m.summary_due_write_on()
				: m.summary_due_write(),
	supervisorId: row.kind === 'summarise' && row.assignedBy !== row.personId ? row.assignedBy : null,
});

/** Summaries that are owed, and those that were presented and wait to be released by whoever gave them. */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const ids = wanted.personIds ? `{${wanted.personIds.join(',')}}` : null;
	const mine = (column: 'person_id' | 'assigned_by') =>
		ids ? sql`and a.${sql.raw(column)} = any(${ids}::text::uuid[])` : sql``;
	const unit = inUnits(wanted, 'a.unit_id');
	const most = wanted.most ? sql`where n.nth <= ${wanted.most}` : sql``;
	const found = await sql<Row>`
		with duty as (
			select 'summarise' as kind, a.id, a.document_id, a.person_id as whose, a.person_id as author_id, a.unit_id, a.due_on, a.assigned_by from summary_assignment a
			where a.tenant_id = ${wanted.tenantId} ${mine('person_id')} ${unit} and a.state in ('assigned', 'accepted')
			union all
			select 'release', a.id, a.document_id, a.assigned_by, a.person_id, a.unit_id, a.presented_on, a.assigned_by from summary_assignment a
			where a.tenant_id = ${wanted.tenantId} ${mine('assigned_by')} ${unit} and a.state = 'presented' and a.assigned_by <> a.person_id
		), numbered as (
			select *, count(*) over (partition by kind) as total, row_number() over (partition by kind order by due_on, id) as nth from duty
			${wanted.until ? sql`where due_on <= ${wanted.until}` : sql``}
		)
		select n.kind, n.id, n.document_id as "documentId", n.whose as "personId", n.unit_id as "unitId", concat_ws(' ', d.type_name, d.number) as name, d.title,
			p.full_name as "authorName", n.due_on as "dueOn", n.assigned_by as "assignedBy", n.total,
			exists (select from summary_draft w where w.tenant_id = d.tenant_id and w.assignment_id = n.id) as "isBegun",
			exists (select from publication b where b.tenant_id = d.tenant_id and b.document_id = d.id and b.unit_id = n.unit_id
				and b.audience = 'unit' and b.withdrawn_at is null) as "isOpen"
		from numbered n
		join document d on d.tenant_id = ${wanted.tenantId} and d.id = n.document_id
		join person p on p.tenant_id = ${wanted.tenantId} and p.id = n.author_id
		${most} order by n.due_on, n.id`.execute(tx);
	return {
		items: found.rows.map(itemOf),
		totals: totalsOf(found.rows, 'summarise', 'release'),
	};
};

const owed = ['summarise', 'summary.assigned'];

registerDueSource({
	name: 'summaries',
	kinds: [
		{
			key: 'release',
			say: m.summary_due_kind_release,
			count: (count) => m.summary_due_count_release({ count }),
			all: (count) => m.summary_due_all_release({ count }),
			href: '/tom-luoc?loc=da-trinh-bay',
			weight: 0,
			isOwed: false,
		},
		{
			key: 'summarise',
			say: m.summary_due_kind,
			count: (count) => m.summary_due_count({ count }),
			all: (count) => m.summary_due_all({ count }),
			href: '/tom-luoc',
			weight: 1,
			isOwed: true,
		},
	],
	list,
	endedBy: [
		{ verb: 'summary.presented', kinds: owed, for: 'everybody' },
		{ verb: 'summary.declined', kinds: owed, for: 'everybody' },
		{ verb: 'summary.replaced', kinds: [...owed, 'summary.declined'], for: 'everybody' },
		{ verb: 'summary.released', kinds: ['release'], for: 'everybody' },
	],
});
