import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { type MeetingFacts, maySeeMeeting } from './policy.ts';

export type { MeetingKind } from './domain/rules.ts';
export { isCarried, type Majority } from './domain/vote.ts';
export { type KnownMeeting, seenMeeting } from './facts.server.ts';
export { type Outcome, openBallotWithin, outcomeOf } from './votes.server.ts';

/** What was given to somebody in a meeting, in the order in which it was said. */
export type GivenInMeeting = {
	taskId: string;
	title: string;
	personId: string;
	personName: string;
	dueOn: Day;
};

/** What was given to people in a meeting. Who may see it is the caller's to ask. */
export const givenIn = async (tx: Tx, tenantId: string, meetingId: string): Promise<GivenInMeeting[]> => {
	const found = await sql<GivenInMeeting>`
		select a.task_id as "taskId", a.title, a.person_id as "personId", p.full_name as "personName", a.due_on as "dueOn"
		from meeting_assignment a join person p on p.tenant_id = a.tenant_id and p.id = a.person_id
		where a.tenant_id = ${tenantId} and a.meeting_id = ${meetingId} order by a.created_at, a.id`.execute(tx);
	return found.rows;
};

/** The item of an agenda under which the resolution is discussed, when there is one. */
export const resolutionItemOf = async (
	tx: Tx,
	tenantId: string,
	meetingId: string,
): Promise<string | null> => {
	const found = await sql<{ id: string }>`
		select id from agenda_item where tenant_id = ${tenantId} and meeting_id = ${meetingId} and kind = 'resolution' order by position limit 1`.execute(
		tx,
	);
	return found.rows[0]?.id ?? null;
};

/** The meetings that a unit held in a period, and how many of those asked came. */
export const heldBetween = async (
	tx: Tx,
	unit: { tenantId: string; unitId: string },
	from: Day,
	to: Day,
): Promise<{ meetings: number; present: number; asked: number }> => {
	const found = await sql<{ meetings: number; present: number; asked: number }>`
		select count(distinct m.id)::int as meetings, count(a.person_id) filter (where a.state = 'present')::int as present, count(a.person_id)::int as asked
		from meeting m left join attendance a on a.tenant_id = m.tenant_id and a.meeting_id = m.id
		where m.tenant_id = ${unit.tenantId} and m.unit_id = ${unit.unitId} and m.state = 'closed' and m.kind in ('regular', 'thematic', 'combined')
			and (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to}`.execute(tx);
	return found.rows[0] ?? { meetings: 0, present: 0, asked: 0 };
};

/** The meetings that have a document on their agenda, those that the actor may see; none that was called off. */
export const meetingsOnDocument = async (tx: Tx, actor: Actor, documentId: string): Promise<string[]> => {
	const found = await sql<MeetingFacts & { id: string }>`
		select m.id, m.unit_id as "unitId", u.path::text as path, m.kind, m.state, m.chair_id as "chairId", m.taker_id as "takerId"
		from meeting m join unit u on u.tenant_id = m.tenant_id and u.id = m.unit_id
		where m.tenant_id = ${actor.tenantId} and m.state <> 'cancelled'
			and m.id in (select meeting_id from agenda_item where tenant_id = ${actor.tenantId} and document_id = ${documentId})`.execute(
		tx,
	);
	return found.rows.filter((meeting) => maySeeMeeting(actor, meeting).allowed).map(({ id }) => id);
};
