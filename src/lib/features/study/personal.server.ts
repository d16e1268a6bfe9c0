import { sql } from 'kysely';
import { EVER, type PersonalPeriod, registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { MakeUpWay } from './domain/states.ts';
import { sayPresence, sayWay } from './ui/words.ts';

type Row = {
	sessionId: string;
	roundId: string;
	title: string;
	place: string;
	startsAt: Date;
	presence: 'present' | 'excused' | 'absent' | null;
	reason: string | null;
	way: MakeUpWay | null;
	doneOn: Day | null;
};

/** The study sessions of a period in which the actor has to take part, with how it went. */
const sessionsOf = async (
	tx: Tx,
	actor: Actor,
	{ from, to }: Pick<PersonalPeriod, 'from' | 'to'>,
): Promise<Row[]> => {
	const found = await sql<Row>`
		select s.id as "sessionId", r.id as "roundId", r.title, s.place, s.starts_at as "startsAt", a.state as presence, a.reason, k.way, k.done_on as "doneOn"
		from study_participant p
		join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id and r.state <> 'preparing'
		join study_session s on s.tenant_id = p.tenant_id and s.round_id = p.round_id
		left join study_attendance a on a.tenant_id = s.tenant_id and a.session_id = s.id and a.person_id = p.person_id
		left join study_make_up k on k.tenant_id = p.tenant_id and k.round_id = p.round_id and k.person_id = p.person_id
		where p.tenant_id = ${actor.tenantId} and p.person_id = ${actor.personId} and p.is_required
			and (s.starts_at at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to}
		order by s.starts_at, s.id`.execute(tx);
	return found.rows;
};

registerPersonalSource({
	key: 'study',
	title: m.study_mine,
	place: 30,
	of: async (tx, actor, period) => {
		const rows = await sessionsOf(tx, actor, period);
		const noted = rows.filter(({ presence }) => presence !== null);
		const done = noted.filter(({ presence, doneOn }) => presence === 'present' || doneOn !== null).length;
		return {
			figures:
				noted.length === 0
					? []
					: [
							{
								key: 'study',
								words: m.study_mine_figure({ done, all: noted.length }),
								value: done,
								of: noted.length,
								href: null,
								meaning: done === noted.length ? 'done' : 'late',
							},
						],
			items: rows.map((row) => ({
				key: row.sessionId,
				title: row.title,
				words: [row.place, row.way ? sayWay(row.way) : ''].filter(Boolean),
				at: row.startsAt,
				href: `/hoc-tap/${row.roundId}`,
				state: sayPresence(row.presence, row.reason ?? ''),
			})),
		};
	},
	export: async (tx, actor) => {
		const answers = await sql<{ question: string; isRight: boolean; answeredAt: Date }>`
			select q.body as question, a.first_right as "isRight", a.answered_at as "answeredAt" from study_answer a
			join study_question q on q.tenant_id = a.tenant_id and q.id = a.question_id
			where a.tenant_id = ${actor.tenantId} and a.person_id = ${actor.personId} order by a.answered_at`.execute(
			tx,
		);
		return { data: { sessions: await sessionsOf(tx, actor, EVER), answers: answers.rows } };
	},
});
