import { type Actor, holds } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';
import type { RoundState } from './domain/states.ts';

export type RoundFacts = {
	unitId: string;
	state: RoundState;
	isParticipant: boolean;
	/** The units below that take part. */
	unitIds: readonly string[];
};

const organises = (actor: Actor, unitId: string): boolean => holds(actor, unitId, 'secretary', 'deputy');
const leads = (actor: Actor, unitId: string): boolean =>
	holds(actor, unitId, 'secretary', 'deputy', 'committee_member');

const leadsBelow = (actor: Actor, round: RoundFacts): boolean =>
	round.unitIds.some((unitId) => leads(actor, unitId));

/** Calling a study round: the secretary and the deputy (domain.md 11). */
export const mayOrganise = (actor: Actor, unitId: string): Decision =>
	when(organises(actor, unitId), 'refused_organise_study');

/** A round in preparation is known to those who lead; a published one also to those who take part and those who lead a unit that does. */
export const maySeeRound = (actor: Actor, round: RoundFacts): Decision =>
	when(
		leads(actor, round.unitId) ||
			((round.isParticipant || leadsBelow(actor, round)) && round.state !== 'preparing'),
		'failure_not_found',
	);

/** What is studied and who takes part changes until the round is published; its sessions until it is closed. */
export const mayPrepare = (actor: Actor, round: RoundFacts): Decision =>
	organises(actor, round.unitId)
		? when(round.state === 'preparing', 'refused_study_published')
		: denied('refused_organise_study');

export const mayArrange = (actor: Actor, round: RoundFacts): Decision =>
	organises(actor, round.unitId)
		? when(round.state !== 'closed', 'refused_study_closed')
		: denied('refused_organise_study');

export const mayCloseRound = (actor: Actor, round: RoundFacts): Decision =>
	organises(actor, round.unitId)
		? when(round.state === 'open', 'refused_study_closed')
		: denied('refused_organise_study');

/**
 * Noting who is there and what was made up: those who lead the unit that holds the round, and of people of a unit below those who
 * lead that one.
 */
export const mayRecordAttendance = (
	actor: Actor,
	round: RoundFacts,
	homeUnitId: string = round.unitId,
): Decision =>
	leads(actor, round.unitId) || (round.unitIds.includes(homeUnitId) && leads(actor, homeUnitId))
		? when(round.state === 'open', 'refused_study_closed')
		: denied('refused_record_study');

/** How far each has come: those who lead the unit; everybody sees the counts and the own row. */
export const maySeePeople = (actor: Actor, unitId: string): Decision =>
	when(leads(actor, unitId), 'refused_see_study_people');

/** The reach of a round: those who lead the unit that holds it; those who lead a unit that takes part see their own people. */
export const maySeeReach = (actor: Actor, round: RoundFacts): Decision =>
	when(leads(actor, round.unitId) || leadsBelow(actor, round), 'refused_see_study_people');

/** Saying that one is there is everybody's own act. */
export const mayCheckIn = (round: RoundFacts): Decision =>
	when(round.isParticipant && round.state === 'open', 'refused_check_in_study');

/** The check is for who takes part, also after the round is closed: it is their own. */
export const mayAnswer = (round: RoundFacts): Decision =>
	when(round.isParticipant && round.state !== 'preparing', 'refused_answer_study');

/** Urging in a round, while it is open: whoever organises it; nobody urges themselves. */
export const mayUrgeInRound = (actor: Actor, round: RoundFacts): Decision =>
	organises(actor, round.unitId)
		? when(round.state === 'open', 'refused_study_closed')
		: denied('refused_organise_study');

/** The report of a round gets its number from whoever organises it, once the round is closed: what was noted is fixed then. */
export const mayIssueReport = (actor: Actor, round: RoundFacts): Decision =>
	organises(actor, round.unitId)
		? when(round.state === 'closed', 'refused_study_report_open')
		: denied('refused_organise_study');
