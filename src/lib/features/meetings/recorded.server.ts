import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { ItemKind } from './domain/agenda.ts';
import { isCarried, type Majority } from './domain/vote.ts';
import { invitedTo, type KnownMeeting } from './facts.server.ts';

export type ItemView = {
	id: string;
	kind: ItemKind;
	title: string;
	documentId: string | null;
	/** The summary that is presented under it. */
	assignmentId: string | null;
	minutes: number;
	state: 'waiting' | 'current' | 'done';
	notes: { authorId: string; authorName: string; body: string; isChosen: boolean }[];
	assignments: { id: string; taskId: string; title: string; personName: string; dueOn: Day }[];
};

export type BallotView = {
	id: string;
	itemId: string | null;
	question: string;
	method: 'hand' | 'secret';
	majority: Majority;
	state: 'open' | 'closed';
	entitled: number;
	present: number;
	/** Of a secret vote that is still open the sums are not told. */
	yes: number | null;
	no: number | null;
	abstain: number | null;
	voted: number;
	hasVoted: boolean;
	carried: boolean | null;
};

export const itemsOf = async (tx: Tx, tenantId: string, meetingId: string): Promise<ItemView[]> => {
	const found = await sql<ItemView>`
		select i.id, i.kind, i.title, i.document_id as "documentId", i.assignment_id as "assignmentId", i.minutes, i.state,
			coalesce((select jsonb_agg(jsonb_build_object('authorId', n.author_id, 'authorName', p.full_name, 'body', n.body, 'isChosen', n.is_chosen) order by p.sort_key, p.id)
				from meeting_note n join person p on p.tenant_id = n.tenant_id and p.id = n.author_id
				where n.tenant_id = i.tenant_id and n.item_id = i.id and n.body <> ''), '[]') as notes,
			coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'taskId', a.task_id, 'title', a.title, 'personName', p.full_name, 'dueOn', a.due_on) order by a.created_at, a.id)
				from meeting_assignment a join person p on p.tenant_id = a.tenant_id and p.id = a.person_id
				where a.tenant_id = i.tenant_id and a.item_id = i.id), '[]') as assignments
		from agenda_item i where i.tenant_id = ${tenantId} and i.meeting_id = ${meetingId} order by i.position`.execute(
		tx,
	);
	return found.rows;
};

type KnownBallot = Omit<BallotView, 'hasVoted' | 'voted' | 'carried'> & {
	yes: number;
	no: number;
	abstain: number;
	voters: string[];
};

const ballotsOf = async (tx: Tx, tenantId: string, meetingId: string): Promise<KnownBallot[]> => {
	const found = await sql<KnownBallot>`
		select b.id, b.item_id as "itemId", b.question, b.method, b.majority, b.state, b.entitled, b.present, b.yes, b.no, b.abstain,
			array(select v.person_id::text from ballot_voter v where v.tenant_id = b.tenant_id and v.ballot_id = b.id) as voters
		from ballot b where b.tenant_id = ${tenantId} and b.meeting_id = ${meetingId} order by b.opened_at, b.id`.execute(
		tx,
	);
	return found.rows;
};

export const ballotFor = (actor: Actor, { voters, ...ballot }: KnownBallot): BallotView => {
	const told = {
		...ballot,
		voted: voters.length,
		hasVoted: actor.personId !== null && voters.includes(actor.personId),
	};
	return ballot.state === 'closed'
		? { ...told, carried: isCarried(ballot.yes, ballot.entitled, ballot.majority) }
		: { ...told, yes: null, no: null, abstain: null, carried: null };
};

export type PersonThere = {
	personId: string;
	fullName: string;
	standing: string | null;
	presence: 'present' | 'excused' | 'absent' | null;
	reason: string;
};

/** Everybody whom the meeting is for, with what is noted of them. */
export const attendanceOf = async (tx: Tx, meeting: KnownMeeting): Promise<PersonThere[]> => {
	const noted = new Map(
		(
			await tx
				.selectFrom('attendance')
				.select(['person_id as id', 'state', 'reason', 'standing'])
				.where('meeting_id', '=', meeting.id)
				.execute()
		).map((row) => [row.id, row]),
	);
	return (await invitedTo(tx, meeting)).map(({ personId, fullName, standing }) => ({
		personId,
		fullName,
		standing: noted.get(personId)?.standing ?? standing,
		presence: (noted.get(personId)?.state as PersonThere['presence']) ?? null,
		reason: noted.get(personId)?.reason ?? '',
	}));
};

/** What is the same for everybody who may see a meeting. */
export const recordedIn = async (tx: Tx, tenantId: string, meeting: KnownMeeting) => ({
	people: await attendanceOf(tx, meeting),
	items: await itemsOf(tx, tenantId, meeting.id),
	ballots: await ballotsOf(tx, tenantId, meeting.id),
});
