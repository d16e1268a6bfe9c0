import { sql } from 'kysely';
import { EVER, type PersonalPeriod, registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { cutAtWord } from '#lib/text/cut-at-word.ts';

type Row = {
	id: string;
	documentId: string;
	document: string;
	clause: string;
	quote: string;
	body: string;
	writtenAt: Date;
};

/** Everything that the actor noted in a period, the last first. */
const notesBy = async (
	tx: Tx,
	{ tenantId, personId }: Actor,
	{ from, to }: Pick<PersonalPeriod, 'from' | 'to'>,
): Promise<Row[]> => {
	const found = await sql<Row>`
		select n.id, d.id as "documentId", concat_ws(' ', d.type_name, d.number) as document,
			coalesce(nullif(trim(concat_ws(' ', nullif(c.label, ''), c.heading)), ''), left(c.text, 60)) as clause, n.quote, n.body, n.written_at as "writtenAt"
		from note n
		join clause c on c.tenant_id = n.tenant_id and c.id = n.clause_id
		join document d on d.tenant_id = n.tenant_id and d.id = n.document_id
		where n.tenant_id = ${tenantId} and n.person_id = ${personId} and n.removed_at is null
			and (n.written_at at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to}
		order by n.written_at desc, n.id`.execute(tx);
	return found.rows;
};

registerPersonalSource({
	key: 'notes',
	title: m.notes_title,
	place: 80,
	of: async (tx, actor, period) => ({
		figures: [],
		items: (await notesBy(tx, actor, period)).map((note) => ({
			key: note.id,
			title: cutAtWord(note.body || note.quote, 120),
			words: [note.document, note.clause],
			at: note.writtenAt,
			href: `/van-ban/${note.documentId}/ghi-chu`,
			state: null,
		})),
	}),
	export: async (tx, actor) => ({ data: { notes: await notesBy(tx, actor, EVER) } }),
});
