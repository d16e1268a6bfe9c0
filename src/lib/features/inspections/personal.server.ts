import { sql } from 'kysely';
import { EVER, registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { RecordKind } from './domain/states.ts';
import { sayKind } from './ui/words.ts';

type Opened = {
	id: string;
	kind: RecordKind;
	title: string;
	inspection: string;
	inspectionId: string;
	recordId: string;
	by: string;
	at: Date;
};

/** The openings of records about the actor: each with the inspection under whose decision it was done. */
const openingsOfMine = async (
	tx: Tx,
	actor: Actor,
	{ from, to }: { from: Day; to: Day },
): Promise<Opened[]> => {
	const found = await sql<Opened>`
		select o.id, r.kind, r.title, i.title as inspection, i.id as "inspectionId", r.id as "recordId", p.full_name as by, o.opened_at as at
		from inspection_record r join inspection_opening o on o.tenant_id = r.tenant_id and o.record_id = r.id
		join inspection i on i.tenant_id = r.tenant_id and i.id = r.inspection_id join person p on p.tenant_id = o.tenant_id and p.id = o.person_id
		where r.tenant_id = ${actor.tenantId} and r.person_id = ${actor.personId} and r.is_personal
			and (o.opened_at at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to}
		order by o.opened_at desc, o.id desc`.execute(tx);
	return found.rows;
};

registerPersonalSource({
	key: 'inspections',
	title: m.inspection_own_title,
	place: 65,
	of: async (tx, actor, period) => ({
		figures: [],
		items: (await openingsOfMine(tx, actor, period)).map((one) => ({
			key: one.id,
			title: one.title,
			words: [sayKind(one.kind), m.inspection_own_opened({ name: one.by }), one.inspection],
			at: one.at,
			href: `/kiem-tra/${one.inspectionId}/ho-so/${one.recordId}`,
			state: null,
		})),
	}),
	export: async (tx, actor) => ({ data: { opened: await openingsOfMine(tx, actor, EVER) } }),
});
