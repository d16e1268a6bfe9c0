import { sql } from 'kysely';
import { EVER, type PersonalPeriod, registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { MeetingKind } from './domain/rules.ts';
import { sayMeetingKind } from './ui/words.ts';

type Row = {
	id: string;
	title: string;
	kind: MeetingKind;
	startsAt: Date;
	state: 'present' | 'excused' | 'absent';
	reason: string;
	bySelf: boolean;
};

/** The meetings that are over and to which the actor was asked, in a period, with how they were noted. */
const attendedBy = async (
	tx: Tx,
	actor: Actor,
	{ from, to }: Pick<PersonalPeriod, 'from' | 'to'>,
): Promise<Row[]> => {
	const found = await sql<Row>`
		select g.id, g.title, g.kind, g.starts_at as "startsAt", a.state, a.reason, a.by_self as "bySelf"
		from attendance a join meeting g on g.tenant_id = a.tenant_id and g.id = a.meeting_id and g.state = 'closed'
		where a.tenant_id = ${actor.tenantId} and a.person_id = ${actor.personId}
			and (g.starts_at at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to}
		order by g.starts_at, g.id`.execute(tx);
	return found.rows;
};

const sayPresence = ({ state, reason }: Row) =>
	({
		present: { word: m.attendance_present(), meaning: 'done' as const },
		excused: { word: m.attendance_excused({ reason }), meaning: 'soon' as const },
		absent: { word: m.attendance_absent(), meaning: 'late' as const },
	})[state];

registerPersonalSource({
	key: 'meetings',
	title: m.meeting_mine,
	place: 40,
	of: async (tx, actor, period) => {
		const rows = await attendedBy(tx, actor, period);
		const present = rows.filter(({ state }) => state === 'present').length;
		return {
			figures:
				rows.length === 0
					? []
					: [
							{
								key: 'meetings',
								words: m.meeting_mine_figure({ done: present, all: rows.length }),
								value: present,
								of: rows.length,
								href: null,
								meaning: present === rows.length ? 'done' : 'neutral',
							},
						],
			items: rows.map((row) => ({
				key: row.id,
				title: row.title,
				words: [sayMeetingKind(row.kind)],
				at: row.startsAt,
				href: `/hop/${row.id}`,
				state: sayPresence(row),
			})),
		};
	},
	export: async (tx, actor) => ({
		data: await attendedBy(tx, actor, EVER),
	}),
});
