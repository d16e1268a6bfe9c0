import { sql } from 'kysely';
import {
	type DueItem,
	type DueList,
	type DueRow,
	type DueWanted,
	dueBy,
	dueList,
	dutyOf,
	endsForPerson,
	inPeople,
	inUnits,
	kindsOfDuty,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { documentName } from '#lib/shared/document-name.ts';

type Row = DueRow<'read'> & {
	typeName: string;
	number: string | null;
	title: string;
	isOpened: boolean;
	/** Where the reader stopped. */
	placeLabel: string | null;
	placeAnchor: string | null;
	audience: string;
};

/** The act, and where the reader goes on: "Đọc tiếp, mục II". */
const actOf = (row: Row): { act: string; href: string } => {
	const href = `/van-ban/${row.id}`;
	if (!row.isOpened) return { act: m.reading_due_read(), href };
	if (!row.placeAnchor) return { act: m.reading_due_read_on(), href };
	const place = (row.placeLabel ?? '').replace(/[.\-–):]+\s*$/, '');
	const isShort = place !== '' && place.length <= 16;
	return {
		act: isShort ? m.reading_due_read_on_at({ place }) : m.reading_due_read_on(),
		href: `${href}#${row.placeAnchor}`,
	};
};

const itemOf = (row: Row): DueItem => {
	const name = documentName(row);
	return {
		...dutyOf(row),
		name,
		more: [row.title],
		// What was published to the whole unit, non-Party officials too, is named in a letter; the rest is only counted.
		openName: row.audience === 'unit' ? name : null,
		...actOf(row),
	};
};

/** Documents that were published to people and that they have not said to have studied. */
const list = async (tx: Tx, wanted: DueWanted): Promise<DueList> => {
	const found = await sql<Row>`
		select 'read' as kind, d.id, r.person_id as "personId", r.unit_id as "unitId", r.read_by as "dueOn", count(*) over () as total, d.type_name as "typeName",
			d.number, d.title, r.opened_at is not null as "isOpened", coalesce(nullif(s.label, ''), s.heading) as "placeLabel", c.anchor as "placeAnchor", p.audience
		from reading r
		join publication p on p.tenant_id = r.tenant_id and p.id = r.publication_id and p.withdrawn_at is null
		join document d on d.tenant_id = r.tenant_id and d.id = r.document_id and d.state = 'published'
		left join clause c on c.tenant_id = r.tenant_id and c.id = r.last_section_id
		left join clause s on s.tenant_id = c.tenant_id and s.id = c.section_id
		where r.tenant_id = ${wanted.tenantId} and r.studied_at is null ${inPeople(wanted, 'r.person_id')} ${inUnits(wanted, 'r.unit_id')} ${dueBy(wanted, 'r.read_by')}
		order by r.read_by, d.id ${wanted.most ? sql`limit ${wanted.most}` : sql``}`.execute(tx);
	return dueList(found.rows, itemOf, ['read']);
};

registerDueSource({
	name: 'reading',
	kinds: kindsOfDuty(
		{ href: '/van-ban?loc=can-doc', weight: 1, isOwed: true },
		{
			read: {
				say: m.reading_due_kind,
				count: m.reading_due_count,
				all: m.reading_due_all,
			},
		},
	),
	list,
	endedBy: [endsForPerson('document.studied', 'read')],
});
