import { sql } from 'kysely';
import { EVER, type PersonalPeriod, registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, longDate, startOfDay } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { sayMinutes, sayReading } from './ui/words.ts';

type Row = {
	documentId: string;
	typeName: string;
	number: string | null;
	title: string;
	readBy: Day;
	openedAt: Date | null;
	studiedAt: Date | null;
	seconds: number;
	sectionsReached: number;
	sections: number;
};

/** The documents that the actor was asked to study by a day of the period. */
const readingsOf = async (
	tx: Tx,
	actor: Actor,
	{ from, to }: Pick<PersonalPeriod, 'from' | 'to'>,
): Promise<Row[]> => {
	const found = await sql<Row>`
		select r.document_id as "documentId", d.type_name as "typeName", d.number, d.title, r.read_by as "readBy", r.opened_at as "openedAt", r.studied_at as "studiedAt",
			r.seconds, r.sections_reached as "sectionsReached", d.section_count as sections
		from reading r join document d on d.tenant_id = r.tenant_id and d.id = r.document_id
		join publication p on p.tenant_id = r.tenant_id and p.id = r.publication_id and (p.withdrawn_at is null or r.studied_at is not null)
		where r.tenant_id = ${actor.tenantId} and r.person_id = ${actor.personId} and r.read_by between ${from} and ${to}
		order by r.read_by, d.id`.execute(tx);
	return found.rows;
};

registerPersonalSource({
	key: 'reading',
	title: m.reading_mine,
	place: 10,
	of: async (tx, actor, period) => {
		const rows = await readingsOf(tx, actor, period);
		const studied = rows.filter(({ studiedAt }) => studiedAt !== null).length;
		const late = rows.some(({ studiedAt, readBy }) => studiedAt === null && readBy < period.today);
		return {
			figures:
				rows.length === 0
					? []
					: [
							{
								key: 'reading',
								words: m.reading_mine_figure({ done: studied, all: rows.length }),
								value: studied,
								of: rows.length,
								href: null,
								meaning: studied === rows.length ? 'done' : late ? 'late' : 'neutral',
							},
						],
			items: rows.map((row) => ({
				key: row.documentId,
				title: `${documentName(row)} ${row.title}`,
				words: [m.reading_mine_by({ day: longDate(row.readBy) }), sayMinutes(row.seconds)].filter(Boolean),
				at: row.studiedAt ?? row.openedAt ?? startOfDay(row.readBy),
				href: `/van-ban/${row.documentId}`,
				state: {
					word: sayReading(row),
					meaning: row.studiedAt ? 'done' : row.readBy < period.today ? 'late' : 'neutral',
				},
			})),
		};
	},
	export: async (tx, actor) => ({
		data: await readingsOf(tx, actor, EVER),
	}),
});
