import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { type ProposalFrom, proposalsFrom, proposalsWaiting } from '#lib/features/proposals/public.server.ts';
import {
	assignmentsOfMeeting,
	mayAssignSummary,
	type SummaryInMeeting,
	summariesInMeeting,
} from '#lib/features/summaries/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { isCalledLate, leastMinutes, type MeetingKind, rulesOn } from './domain/rules.ts';
import { hasQuorum } from './domain/vote.ts';
import { committee, type KnownMeeting, ownRules, seenMeeting } from './facts.server.ts';
import {
	isFor,
	mayCall,
	mayChair,
	mayCheckIn,
	mayPrepare,
	mayRecord,
	mayVote,
	mayWriteMinutes,
} from './policy.ts';
import { ballotFor, recordedIn } from './recorded.server.ts';
import { together } from './together.server.ts';
import { waitingFor } from './waiting.server.ts';

/** A document that was given to somebody to summarise in the meeting. */
export type SummaryGiven = {
	id: string;
	documentId: string;
	documentName: string;
	personName: string;
	dueOn: Day;
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
