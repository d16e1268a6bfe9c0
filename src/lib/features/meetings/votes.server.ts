import { sql } from 'kysely';
import type { z } from 'zod';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { conflict, invalid, missing, refused } from '#lib/shared/failures.ts';
import { countProblem, isCarried, type Majority } from './domain/vote.ts';
import { invitedTo, type KnownMeeting, seenItem, seenMeeting, subject } from './facts.server.ts';
import { mayRecord, mayVote } from './policy.ts';
import { CastInput, CloseBallotInput, CountHandsInput, OpenBallotInput } from './schema.ts';

type KnownBallot = {
	id: string;
	meetingId: string;
	question: string;
	method: 'hand' | 'secret';
	majority: Majority;
	state: 'open' | 'closed';
	entitled: number;
	present: number;
	yes: number;
	no: number;
	abstain: number;
};

const seenBallot = async (
	context: CommandContext,
	ballotId: string,
): Promise<{ ballot: KnownBallot; meeting: KnownMeeting }> => {
	const found = await sql<KnownBallot>`
		select id, meeting_id as "meetingId", question, method, majority, state, entitled, present, yes, no, abstain
		from ballot where tenant_id = ${context.actor.tenantId} and id = ${ballotId} for update`.execute(
		context.tx,
	);
	const ballot = found.rows[0];
	if (!ballot) throw missing('failure_not_found');
	return { ballot, meeting: await seenMeeting(context, ballot.meetingId) };
};

const requireOpen = (ballot: KnownBallot): void => {
	if (ballot.state !== 'open') throw conflict('refused_ballot_closed');
};

/** Official members of the unit on the day of the meeting: all of them, and those who are noted as present. */
const electorate = async (
	{ tx }: CommandContext,
	meeting: KnownMeeting,
): Promise<{ entitled: number; present: number }> => {
	const official = new Set(
		(await invitedTo(tx, { ...meeting, kind: meeting.kind }))
			.filter(({ standing }) => standing === 'official')
			.map(({ personId }) => personId),
	);
	const there = await tx
		.selectFrom('attendance')
		.select('person_id as id')
		.where('meeting_id', '=', meeting.id)
		.where('state', '=', 'present')
		.execute();
	return { entitled: official.size, present: there.filter(({ id }) => official.has(id)).length };
};

/**
 * Puts a question to the vote: by hands, or secret. For a command of another feature too, in its transaction.
 * @throws Failure refused for whoever does not run the meeting; invalid while nobody is noted as present
 */
export const openBallotWithin = async (
	context: CommandContext,
	input: z.output<typeof OpenBallotInput>,
): Promise<{ ballotId: string }> => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayRecord(context.actor, meeting));
	if (input.agendaItemId && (await seenItem(context, input.agendaItemId)).meeting.id !== meeting.id)
		throw missing('failure_not_found');
	const { entitled, present } = await electorate(context, meeting);
	if (present === 0) throw invalid([{ path: 'question', message: sayKey('issue_attendance_first') }]);
	const ballotId = context.newId();
	await context.tx
		.insertInto('ballot')
		.values({
			tenant_id: context.actor.tenantId,
			id: ballotId,
			meeting_id: meeting.id,
			item_id: input.agendaItemId ?? null,
			question: input.question,
			method: input.method,
			majority: input.majority,
			entitled,
			present,
			state: 'open',
			opened_at: context.now,
		})
		.execute();
	await context.emit('meeting.ballot_opened', {
		...subject(meeting),
		after: { question: input.question, method: input.method },
	});
	return { ballotId };
};

export const openBallot = command('meeting.open_ballot', OpenBallotInput, openBallotWithin);

const close = async (context: CommandContext, ballot: KnownBallot, meeting: KnownMeeting): Promise<void> => {
	const { yes, no, abstain } = ballot;
	await context.tx
		.updateTable('ballot')
		.set({ state: 'closed', closed_at: context.now, yes, no, abstain })
		.where('id', '=', ballot.id)
		.execute();
	await context.emit('meeting.ballot_closed', {
		...subject(meeting),
		after: {
			question: ballot.question,
			yes,
			no,
			abstain,
			entitled: ballot.entitled,
			carried: isCarried(yes, ballot.entitled, ballot.majority),
		},
	});
};

/** Enters the count of hands and closes the vote. */
export const countHands = command('meeting.count_hands', CountHandsInput, async (context, input) => {
	const { ballot, meeting } = await seenBallot(context, input.ballotId);
	context.permit(mayRecord(context.actor, meeting));
	requireOpen(ballot);
	if (ballot.method !== 'hand') throw conflict('refused_ballot_secret');
	const count = { yes: input.yes, no: input.no, abstain: input.abstain };
	const problem = countProblem(count, ballot.present);
	if (problem) throw invalid([{ path: 'yes', message: sayKey(problem) }]);
	await close(context, { ...ballot, ...count }, meeting);
});

/**
 * Casts a secret ballot. That the person has voted is kept, and the sum of the choices; nothing ties the two: no row and
 * no event holds a choice with a person or a time.
 */
export const castBallot = command(
	'meeting.cast',
	CastInput,
	async (context, input) => {
		const { ballot, meeting } = await seenBallot(context, input.ballotId);
		context.permit(mayVote(context.actor, meeting));
		requireOpen(ballot);
		if (ballot.method !== 'secret') throw conflict('refused_ballot_by_hand');
		const there = await context.tx
			.selectFrom('attendance')
			.select('state')
			.where('meeting_id', '=', meeting.id)
			.where('person_id', '=', context.personId)
			.where('state', '=', 'present')
			.executeTakeFirst();
		if (!there) throw refused('refused_vote_absent');
		const first = await context.tx
			.insertInto('ballot_voter')
			.values({ tenant_id: context.actor.tenantId, ballot_id: ballot.id, person_id: context.personId })
			.onConflict((twice) => twice.doNothing())
			.returning('person_id')
			.executeTakeFirst();
		if (!first) throw conflict('refused_voted_already');
		await context.tx
			.updateTable('ballot')
			.set({ [input.choice]: ballot[input.choice] + 1 })
			.where('id', '=', ballot.id)
			.execute();
	},
	{ silent: true },
);

/** Closes a secret vote; only then its sums are shown. */
export const closeBallot = command('meeting.close_ballot', CloseBallotInput, async (context, input) => {
	const { ballot, meeting } = await seenBallot(context, input.ballotId);
	context.permit(mayRecord(context.actor, meeting));
	requireOpen(ballot);
	if (ballot.method !== 'secret') throw conflict('refused_ballot_by_hand');
	await close(context, ballot, meeting);
});

/** How a vote stands; the sums of one that is open are not told. */
export type Outcome = {
	state: 'open' | 'closed';
	entitled: number;
	present: number;
	yes: number;
	no: number;
	abstain: number;
	isCarried: boolean;
};

/** What came of a vote. Who may see it is the caller's to ask. */
export const outcomeOf = async (tx: Tx, tenantId: string, ballotId: string): Promise<Outcome | null> => {
	const row = await tx
		.selectFrom('ballot')
		.select(['state', 'entitled', 'present', 'yes', 'no', 'abstain', 'majority'])
		.where('tenant_id', '=', tenantId)
		.where('id', '=', ballotId)
		.executeTakeFirst();
	if (!row) return null;
	const { majority, state, yes, no, abstain, ...people } = row;
	if (state !== 'closed') return { ...people, state: 'open', yes: 0, no: 0, abstain: 0, isCarried: false };
	return {
		...people,
		state,
		yes,
		no,
		abstain,
		isCarried: isCarried(yes, row.entitled, majority as Majority),
	};
};
