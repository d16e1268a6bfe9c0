import { sql } from 'kysely';
import {
	type DueItem,
	type DueList,
	type DueRow,
	type DueWanted,
	dueList,
	dutyColumns,
	dutyOf,
	endsForAll,
	firstOfKind,
	inPeople,
	inUnits,
	kindsOfDuty,
	numberedDuties,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';

const kinds = ['summarise', 'release'] as const;
type Row = DueRow<(typeof kinds)[number]> & {
	documentId: string;
	name: string;
	title: string;
	authorName: string;
	isBegun: boolean;
	isOpen: boolean;
	assignedBy: string;
};

const itemOf = (row: Row): DueItem => ({
	...dutyOf(row),
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
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const found = await sql<Row>`
		with duty as (
			select 'summarise' as kind, a.id, a.document_id, a.person_id, a.person_id as author_id, a.unit_id, a.due_on, a.assigned_by from summary_assignment a
			where a.tenant_id = ${wanted.tenantId} ${inPeople(wanted, 'a.person_id')} ${inUnits(wanted, 'a.unit_id')} and a.state in ('assigned', 'accepted')
			union all
			select 'release', a.id, a.document_id, a.assigned_by, a.person_id, a.unit_id, a.presented_on, a.assigned_by from summary_assignment a
			where a.tenant_id = ${wanted.tenantId} ${inPeople(wanted, 'a.assigned_by')} ${inUnits(wanted, 'a.unit_id')} and a.state = 'presented' and a.assigned_by <> a.person_id
		), ${numberedDuties({ until: wanted.until })}
		select ${dutyColumns}, n.document_id as "documentId", concat_ws(' ', d.type_name, d.number) as name, d.title,
			p.full_name as "authorName", n.assigned_by as "assignedBy",
			exists (select from summary_draft w where w.tenant_id = d.tenant_id and w.assignment_id = n.id) as "isBegun",
			exists (select from publication b where b.tenant_id = d.tenant_id and b.document_id = d.id and b.unit_id = n.unit_id
				and b.audience = 'unit' and b.withdrawn_at is null) as "isOpen"
		from numbered n
		join document d on d.tenant_id = ${wanted.tenantId} and d.id = n.document_id
		join person p on p.tenant_id = ${wanted.tenantId} and p.id = n.author_id
		${firstOfKind(wanted)}`.execute(tx);
	return dueList(found.rows, itemOf, kinds);
};

const owed = ['summarise', 'summary.assigned'];

registerDueSource({
	name: 'summaries',
	kinds: kindsOfDuty(
		{ href: '/tom-luoc?loc=da-trinh-bay', weight: 0, isOwed: false },
		{
			release: {
				say: m.summary_due_kind_release,
				count: m.summary_due_count_release,
				all: m.summary_due_all_release,
			},
			summarise: {
				say: m.summary_due_kind,
				count: m.summary_due_count,
				all: m.summary_due_all,
				href: '/tom-luoc',
				weight: 1,
				isOwed: true,
			},
		},
	),
	list,
	endedBy: [
		endsForAll('summary.presented', ...owed),
		endsForAll('summary.declined', ...owed),
		endsForAll('summary.replaced', ...owed, 'summary.declined'),
		endsForAll('summary.released', 'release'),
	],
});
