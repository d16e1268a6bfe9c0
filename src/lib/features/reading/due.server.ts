import { sql } from 'kysely';
import {
	type DueItem,
	type DueWanted,
	inUnits,
	registerDueSource,
} from '#lib/features/notifications/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';

type Row = {
	documentId: string;
	personId: string;
	unitId: string;
	typeName: string;
	number: string | null;
	title: string;
	dueOn: Day;
	isOpened: boolean;
	/** Where the reader stopped. */
	placeLabel: string | null;
	placeAnchor: string | null;
	audience: string;
	total: number;
};

/** The act, and where the reader goes on: "Đọc tiếp, mục II". */
const actOf = (row: Row): { act: string; href: string } => {
	const href = `/van-ban/${row.documentId}`;
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
		kind: 'read',
		subjectId: row.documentId,
		personId: row.personId,
		unitId: row.unitId,
		dueOn: row.dueOn,
		name,
		more: [row.title],
		// What was published to the whole unit, non-Party officials too, is named in a letter; the rest is only counted.
		openName: row.audience === 'unit' ? name : null,
		...actOf(row),
		supervisorId: null,
	};
};

/** Documents that were published to people and that they have not said to have studied. */
const list = async (
	tx: Tx,
	wanted: DueWanted,
): Promise<{ items: DueItem[]; totals: Record<string, number> }> => {
	const persons = wanted.personIds
		? sql`and r.person_id = any(${`{${wanted.personIds.join(',')}}`}::text::uuid[])`
		: sql``;
	const unit = inUnits(wanted, 'r.unit_id');
	const until = wanted.until ? sql`and r.read_by <= ${wanted.until}` : sql``;
	const most = wanted.most ? sql`limit ${wanted.most}` : sql``;
	const found = await sql<Row>`
		select d.id as "documentId", r.person_id as "personId", r.unit_id as "unitId", d.type_name as "typeName", d.number, d.title, r.read_by as "dueOn",
			r.opened_at is not null as "isOpened", coalesce(nullif(s.label, ''), s.heading) as "placeLabel", c.anchor as "placeAnchor", p.audience,
			count(*) over () as total
		from reading r
		join publication p on p.tenant_id = r.tenant_id and p.id = r.publication_id and p.withdrawn_at is null
		join document d on d.tenant_id = r.tenant_id and d.id = r.document_id and d.state = 'published'
		left join clause c on c.tenant_id = r.tenant_id and c.id = r.last_section_id
		left join clause s on s.tenant_id = c.tenant_id and s.id = c.section_id
		where r.tenant_id = ${wanted.tenantId} and r.studied_at is null ${persons} ${unit} ${until}
		order by r.read_by, d.id ${most}`.execute(tx);
	return { items: found.rows.map(itemOf), totals: { read: found.rows[0]?.total ?? 0 } };
};

registerDueSource({
	name: 'reading',
	kinds: [
		{
			key: 'read',
			say: m.reading_due_kind,
			count: (count) => m.reading_due_count({ count }),
			all: (count) => m.reading_due_all({ count }),
			href: '/van-ban?loc=can-doc',
			weight: 1,
			isOwed: true,
		},
	],
	list,
	endedBy: [{ verb: 'document.studied', kinds: ['read'], for: 'person' }],
});
