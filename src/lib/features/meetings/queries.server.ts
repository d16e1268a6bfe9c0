import { sql } from 'kysely';
import { documentsForReading } from '#lib/features/library/public.server.ts';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { openTasksOf } from '#lib/features/programmes/public.server.ts';
import { type ProposalFrom, proposalsFrom, proposalsWaiting } from '#lib/features/proposals/public.server.ts';
import {
	assignmentsOfMeeting,
	mayAssignSummary,
	type SummaryInMeeting,
	summariesInMeeting,
	summariesToPresent,
} from '#lib/features/summaries/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { ItemKind, Waiting } from './domain/agenda.ts';
import type { MeetingState } from './domain/meeting-states.ts';
import { isCalledLate, leastMinutes, type MeetingKind, rulesOn } from './domain/rules.ts';
import { hasQuorum, isCarried, type Majority } from './domain/vote.ts';
import { dutiesOfYear, endangered, type HeldMeeting } from './domain/year.ts';
import { committee, invitedTo, type KnownMeeting, ownRules, seenMeeting } from './facts.server.ts';
import {
	isFor,
	mayCall,
	mayChair,
	mayCheckIn,
	mayPlan,
	mayPrepare,
	mayRecord,
	maySeeCalendar,
	maySeeMeeting,
	mayVote,
	mayWriteMinutes,
} from './policy.ts';
import { together } from './together.server.ts';

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
/** A document that was given to somebody to summarise in the meeting. */
export type SummaryGiven = {
	id: string;
	documentId: string;
	documentName: string;
	personName: string;
	dueOn: Day;
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

const itemsOf = async (tx: Tx, tenantId: string, meetingId: string): Promise<ItemView[]> => {
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

const ballotFor = (actor: Actor, { voters, ...ballot }: KnownBallot): BallotView => {
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

/** What waits for a meeting: documents published since the last one, summaries to present, tasks that are late or open. */
export const waitingFor = async (
	tx: Tx,
	actor: Actor,
	meeting: KnownMeeting,
	today: Day,
): Promise<Waiting> => {
	const found = await sql<{ id: string }>`
		select distinct d.id, d.published_at from document d
		join publication p on p.tenant_id = d.tenant_id and p.document_id = d.id and p.withdrawn_at is null
		join unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
		where d.tenant_id = ${actor.tenantId} and d.state = 'published' and u.path @> ${meeting.path}::text::ltree
			and d.published_at > coalesce((select max(starts_at) from meeting l where l.tenant_id = ${actor.tenantId} and l.unit_id = ${meeting.unitId}
				and l.kind = ${meeting.kind} and l.state = 'closed'), ${meeting.startsAt}::timestamptz - interval '45 days')
			and not exists (select from agenda_item i where i.tenant_id = d.tenant_id and i.document_id = d.id and i.meeting_id = ${meeting.id})
		order by d.published_at desc limit 20`.execute(tx);
	const documents = await documentsForReading(
		tx,
		actor,
		found.rows.map(({ id }) => id),
	);
	const summaries = await summariesToPresent(tx, actor, meeting.unitId);
	const items = await itemsOf(tx, actor.tenantId, meeting.id);
	const taken = new Set(items.map(({ assignmentId }) => assignmentId));
	const open = await openTasksOf(tx, { tenantId: actor.tenantId, unitId: meeting.unitId });
	return {
		documents: documents.map(({ id, typeName, number, title }) => ({
			id,
			name: number ? `${typeName} ${number}` : `${typeName}: ${title}`,
		})),
		summaries: summaries
			.filter(({ id }) => !taken.has(id))
			.map(({ id, documentId, documentName, personName }) => ({
				id,
				documentId,
				name: documentName,
				person: personName,
			})),
		// One item takes in all that wait; when it is on the agenda, no second is offered.
		proposals: items.some(({ kind }) => kind === 'proposal')
			? 0
			: (await proposalsWaiting(tx, meeting.unitId)).length,
		lateTasks: open.filter(({ dueOn }) => dueOn < today).length,
		openTasks: open.length,
	};
};

const summariesGiven = async (tx: Tx, tenantId: string, meetingId: string): Promise<SummaryGiven[]> =>
	(await assignmentsOfMeeting(tx, tenantId, meetingId)).map(
		({ id, documentId, documentName, personName, dueOn }) => ({
			id,
			documentId,
			documentName,
			personName,
			dueOn,
		}),
	);

/** Who can be given a document to summarise. */
const summarisers = async (tx: Tx, unitId: string, today: Day) =>
	(await peopleOfUnit(tx, unitId, today))
		.filter(({ roles }) => roles.some(({ role }) => committee.has(role)))
		.map(({ personId, fullName }) => ({ personId, fullName }));

/** What is the same for everybody who may see a meeting. */
const recordedIn = async (tx: Tx, tenantId: string, meeting: KnownMeeting) => ({
	people: await attendanceOf(tx, meeting),
	items: await itemsOf(tx, tenantId, meeting.id),
	ballots: await ballotsOf(tx, tenantId, meeting.id),
});

/** A meeting as its page shows it, with what the actor may do there. */
export const meetingPage = async (tx: Tx, actor: Actor, meetingId: string, today: Day) => {
	const meeting = await seenMeeting({ tx, actor }, meetingId, false);
	const read = () => recordedIn(tx, actor.tenantId, meeting);
	// Everybody's page asks at the same moment while the meeting runs.
	const { people, items, ballots } =
		meeting.state === 'open' ? await together(`${actor.tenantId}:${meeting.id}`, read) : await read();
	const official = people.filter(({ standing }) => standing === 'official');
	const present = people.filter(({ presence }) => presence === 'present');
	const rules = rulesOn(dayOf(meeting.startsAt), await ownRules(tx, meeting.unitId));
	const least = leastMinutes(meeting.kind, rules);
	const records = mayRecord(actor, meeting).allowed;
	const prepares = mayPrepare(actor, meeting).allowed;
	const assigns = records && mayAssignSummary(actor, meeting.unitId).allowed;
	const { checkInCode, ...shown } = meeting;
	const named = new Map(people.map(({ personId, fullName }) => [personId, fullName]));
	const names = await tx
		.selectFrom('person')
		.select(['id', 'full_name as fullName'])
		.where('id', 'in', [meeting.chairId, meeting.takerId])
		.execute();
	for (const { id, fullName } of names) named.set(id, fullName);
	return {
		meeting: {
			...shown,
			day: dayOf(meeting.startsAt),
			chairName: named.get(meeting.chairId) ?? '',
			takerName: named.get(meeting.takerId) ?? '',
		},
		items,
		ballots: ballots.map((ballot) => ballotFor(actor, ballot)),
		summaries: await summariesGiven(tx, actor.tenantId, meeting.id),
		presented: await summariesInMeeting(
			tx,
			actor,
			meeting.id,
			items.flatMap(({ assignmentId }) => assignmentId ?? []),
		),
		/** What was proposed under an item, for those who may see it. */
		proposals: await proposalsFrom(
			tx,
			'meeting',
			items.map(({ id }) => id),
		),
		waitingProposals:
			(records || prepares) && items.some(({ kind }) => kind === 'proposal')
				? await proposalsWaiting(tx, meeting.unitId)
				: [],
		summarisers: assigns ? await summarisers(tx, meeting.unitId, today) : null,
		people,
		figures: {
			invited: people.length,
			present: present.length,
			officialPresent: present.filter(({ standing }) => standing === 'official').length,
			official: official.length,
			quorum: hasQuorum(present.filter(({ standing }) => standing === 'official').length, official.length),
		},
		waiting: prepares ? await waitingFor(tx, actor, meeting, today) : null,
		least: least && meeting.minutesPlanned < least ? { minutes: least, source: rules?.source ?? '' } : null,
		lateCall:
			rules &&
			meeting.state === 'planned' &&
			mayCall(actor, meeting).allowed &&
			isCalledLate(dayOf(meeting.startsAt), today, rules)
				? { days: rules.noticeDays, source: rules.source }
				: null,
		checkInCode: records ? checkInCode : null,
		mine: {
			personId: actor.personId,
			isInvited: isFor(actor, meeting),
			isPresent: present.some(({ personId }) => personId === actor.personId),
		},
		powers: {
			prepare: prepares,
			call: mayCall(actor, meeting).allowed,
			open: mayChair(actor, meeting, 'open').allowed,
			chair: mayChair(actor, meeting, 'run').allowed,
			record: records,
			checkIn: mayCheckIn(actor, meeting).allowed,
			vote: mayVote(actor, meeting).allowed,
			minutes: mayWriteMinutes(actor, meeting).allowed,
		},
	};
};
export type MeetingPage = Awaited<ReturnType<typeof meetingPage>>;
export type { KnownMeeting, MeetingKind, ProposalFrom, SummaryInMeeting };
