import { sql } from 'kysely';
import { EVER, type PersonalPeriod, registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, longDate } from '#lib/shared/calendar.ts';
import { cutAtWord } from '#lib/text/cut-at-word.ts';
import { mayOversee } from './policy.ts';

type Row = {
	id: string;
	unitId: string;
	unitName: string;
	path: string;
	notedOn: Day;
	body: string;
	isShared: boolean;
	writtenAt: Date;
	withdrawnAt: Date | null;
};

/** What the actor noted of units in a period, the last first; also what was withdrawn: it is still kept. */
const notesBy = async (
	tx: Tx,
	{ tenantId, personId }: Actor,
	{ from, to }: Pick<PersonalPeriod, 'from' | 'to'>,
): Promise<Row[]> => {
	const found = await sql<Row>`
		select n.id, n.unit_id as "unitId", u.short_name as "unitName", u.path::text as path, n.noted_on as "notedOn", n.body,
			n.is_shared as "isShared", n.written_at as "writtenAt", n.withdrawn_at as "withdrawnAt"
		from unit_note n join unit u on u.tenant_id = n.tenant_id and u.id = n.unit_id
		where n.tenant_id = ${tenantId} and n.author_id = ${personId} and n.noted_on between ${from} and ${to}
		order by n.noted_on desc, n.id desc`.execute(tx);
	return found.rows;
};

/** The units that the actor follows, since when. */
const followedBy = async (
	tx: Tx,
	{ tenantId, personId }: Actor,
): Promise<{ unitName: string; since: Date }[]> => {
	const found = await sql<{ unitName: string; since: Date }>`
		select u.short_name as "unitName", f.since from unit_following f join unit u on u.tenant_id = f.tenant_id and u.id = f.unit_id
		where f.tenant_id = ${tenantId} and f.person_id = ${personId} order by f.since, u.id`.execute(tx);
	return found.rows;
};

const sayReaders = ({ isShared }: Row): string =>
	isShared ? m.oversight_note_shared() : m.oversight_note_office();

registerPersonalSource({
	key: 'unit_notes',
	title: m.oversight_own_notes,
	place: 84,
	of: async (tx, actor, period) => ({
		figures: [],
		items: (await notesBy(tx, actor, period)).map((note) => ({
			key: note.id,
			title: cutAtWord(note.body, 120),
			words: [note.unitName, sayReaders(note)],
			at: note.writtenAt,
			// Who no longer follows the unit keeps the note, but not its page.
			href: mayOversee(actor, note).allowed ? `/toan-canh/${note.unitId}` : null,
			state: note.withdrawnAt ? { word: m.oversight_note_withdrawn(), meaning: 'neutral' as const } : null,
		})),
	}),
	export: async (tx, actor) => {
		const notes = await notesBy(tx, actor, EVER);
		return {
			data: {
				notes: notes.map(({ path: _path, ...note }) => note),
				follows: await followedBy(tx, actor),
			},
			texts: notes.map((note) => ({ title: `${note.unitName}, ${longDate(note.notedOn)}`, body: note.body })),
		};
	},
});
