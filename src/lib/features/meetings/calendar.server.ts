import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { MeetingState } from './domain/meeting-states.ts';
import { dutiesOfYear, endangered, type HeldMeeting } from './domain/year.ts';
import { mayPlan, maySeeCalendar, maySeeMeeting } from './policy.ts';

export type ListedMeeting = HeldMeeting & {
	state: MeetingState;
	title: string;
	place: string;
	startsAt: Date;
	present: number;
	noted: number;
	isSigned: boolean;
};

/** The meetings of a unit in a year that the actor may see, the duties of the year, and which of them are in danger. */
export const meetingsOfYear = async (
	tx: Tx,
	actor: Actor,
	unit: { id: string; path: string },
	year: number,
	today: Day,
) => {
	const facts = { unitId: unit.id, path: unit.path };
	if (!maySeeCalendar(actor, facts).allowed) throw missing('failure_not_found');
	const found = await sql<ListedMeeting & { chairId: string; takerId: string }>`
		select m.id, m.kind, m.state, m.title, m.place, m.starts_at as "startsAt", (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date as day,
			m.chair_id as "chairId", m.taker_id as "takerId",
			count(a.person_id) filter (where a.state = 'present')::int as present, count(a.person_id)::int as noted,
			exists (select from meeting_minutes n where n.tenant_id = m.tenant_id and n.meeting_id = m.id and n.number is not null) as "isSigned"
		from meeting m left join attendance a on a.tenant_id = m.tenant_id and a.meeting_id = m.id
		where m.tenant_id = ${actor.tenantId} and m.unit_id = ${unit.id}
			and m.starts_at >= make_timestamptz(${year}, 1, 1, 0, 0, 0, 'Asia/Ho_Chi_Minh') and m.starts_at < make_timestamptz(${year + 1}, 1, 1, 0, 0, 0, 'Asia/Ho_Chi_Minh')
		group by m.tenant_id, m.id order by m.starts_at desc`.execute(tx);
	const seen = found.rows.filter((row) => maySeeMeeting(actor, { ...facts, ...row }).allowed);
	const duties = dutiesOfYear(year, seen, today);
	const plans = mayPlan(actor, facts).allowed;
	return {
		meetings: seen.map(({ chairId: _chair, takerId: _taker, ...meeting }) => meeting),
		duties,
		endangered: plans ? endangered(duties, today) : [],
		mayPlan: plans,
	};
};
