import { type Actor, holds, holdsAbove, type Role } from '#lib/shared/actor.ts';
import { allowed, type Decision, denied, when } from '#lib/shared/decision.ts';
import { canMove, type MeetingMove, type MeetingState, refusalOf } from './domain/meeting-states.ts';
import type { MeetingKind } from './domain/rules.ts';

export type UnitFacts = { unitId: string; path: string };
export type MeetingFacts = UnitFacts & {
	kind: MeetingKind;
	state: MeetingState;
	chairId: string;
	takerId: string;
};

const leading: readonly Role[] = ['secretary', 'deputy', 'committee_member'];
const ofParty: readonly MeetingKind[] = ['regular', 'thematic', 'combined'];

const leads = (actor: Actor, unitId: string): boolean => holds(actor, unitId, ...leading);
const standsIn = (actor: Actor, unitId: string, ...standings: string[]): boolean =>
	actor.standings.some((held) => held.unitId === unitId && standings.includes(held.standing));
const runs = (actor: Actor, meeting: MeetingFacts): boolean =>
	actor.personId !== null && [meeting.chairId, meeting.takerId].includes(actor.personId);

/** The calendar of a unit: its people, whoever leads it or one above, and the officer who follows it. */
export const maySeeCalendar = (actor: Actor, unit: UnitFacts): Decision =>
	when(
		actor.kind === 'system' ||
			standsIn(actor, unit.unitId, 'official', 'probationary', 'non_party') ||
			holds(actor, unit.unitId, ...leading, 'clerk', 'higher_officer') ||
			holdsAbove(actor, unit.path, ...leading, 'higher_officer'),
		'failure_not_found',
	);

/** Whom a meeting is for: the committee, the Party members, or everybody of the unit. */
export const isFor = (actor: Actor, { unitId, kind }: Pick<MeetingFacts, 'unitId' | 'kind'>): boolean => {
	if (kind === 'committee') return leads(actor, unitId);
	return ofParty.includes(kind)
		? standsIn(actor, unitId, 'official', 'probationary')
		: standsIn(actor, unitId, 'official', 'probationary', 'non_party');
};

/** One still being prepared is seen by those who prepare it; then by those it is for and by who follows the unit from above. */
export const maySeeMeeting = (actor: Actor, meeting: MeetingFacts): Decision => {
	if (actor.kind === 'system' || leads(actor, meeting.unitId) || runs(actor, meeting)) return allowed;
	if (meeting.state === 'planned') return denied('failure_not_found');
	return when(
		isFor(actor, meeting) ||
			holds(actor, meeting.unitId, 'higher_officer') ||
			holdsAbove(actor, meeting.path, 'higher_officer'),
		'failure_not_found',
	);
};

const inState = (meeting: MeetingFacts, move: MeetingMove): Decision =>
	when(canMove(meeting.state, move), refusalOf[meeting.state]);

export const mayPlan = (actor: Actor, unit: UnitFacts): Decision =>
	when(leads(actor, unit.unitId), 'refused_plan_meeting');

/** Time, place, chair and agenda, until it is over. */
export const mayPrepare = (actor: Actor, meeting: MeetingFacts): Decision => {
	if (!leads(actor, meeting.unitId)) return denied('refused_plan_meeting');
	return when(canMove(meeting.state, 'change') || meeting.state === 'open', refusalOf[meeting.state]);
};

/** Calling and calling off are the secretary's, or the deputy's in their place. */
export const mayCall = (actor: Actor, meeting: MeetingFacts): Decision =>
	holds(actor, meeting.unitId, 'secretary', 'deputy')
		? inState(meeting, 'call')
		: denied('refused_call_meeting');

/** Opening and closing are the chair's. */
export const mayChair = (actor: Actor, meeting: MeetingFacts, move: 'open' | 'run' | 'close'): Decision =>
	actor.personId === meeting.chairId || holds(actor, meeting.unitId, 'secretary')
		? inState(meeting, move)
		: denied('refused_chair_meeting');

/** Attendance, notes, assignments and counts of hands: who runs the meeting, and the committee. */
export const mayRecord = (actor: Actor, meeting: MeetingFacts): Decision =>
	runs(actor, meeting) || leads(actor, meeting.unitId)
		? inState(meeting, 'run')
		: denied('refused_record_meeting');

/** That a summary was presented is said while the meeting runs; by whom, Summaries decides. */
export const mayPresentIn = (actor: Actor, meeting: MeetingFacts): Decision => {
	const see = maySeeMeeting(actor, meeting);
	return see.allowed ? inState(meeting, 'run') : see;
};

export const mayCheckIn = (actor: Actor, meeting: MeetingFacts): Decision =>
	isFor(actor, meeting) ? inState(meeting, 'run') : denied('refused_check_in');

/** Only official members vote (Điều lệ Đảng, điều 3). */
export const mayVote = (actor: Actor, meeting: MeetingFacts): Decision =>
	standsIn(actor, meeting.unitId, 'official') ? inState(meeting, 'run') : denied('refused_vote');

/** Minutes are written by who took them, the chair or the secretary, as long as nobody has signed. */
export const mayWriteMinutes = (actor: Actor, meeting: MeetingFacts): Decision =>
	runs(actor, meeting) || holds(actor, meeting.unitId, 'secretary')
		? inState(meeting, 'minutes')
		: denied('refused_write_minutes');

/** Chair and taker sign, each for themselves. */
export const maySign = (actor: Actor, meeting: MeetingFacts): Decision =>
	runs(actor, meeting) ? inState(meeting, 'minutes') : denied('refused_sign_minutes');
