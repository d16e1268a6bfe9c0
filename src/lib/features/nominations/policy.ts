import { type Actor, belongsTo, holds, holdsAbove, isWithin, type Role } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';
import type { AwardState, NominationState } from './domain/states.ts';

type Placed = { id: string; path: string };
export type AwardFacts = { unit: Placed; kinds: readonly string[]; state: AwardState };
export type NominatedUnit = Placed & { kind: string; isDissolved: boolean };
export type NominationFacts = AwardFacts & {
	nominated: Placed;
	nomination: NominationState | null;
	/** Who wrote and signed it, so that nobody of them decides. */
	signedBy: string | null;
};

const office: readonly Role[] = ['secretary', 'deputy', 'higher_officer'];
const committee: readonly Role[] = [...office, 'committee_member', 'clerk'];
const heading: readonly Role[] = ['secretary', 'deputy'];
const leading: readonly Role[] = [...heading, 'committee_member'];
const answering: readonly Role[] = [...leading, 'clerk'];

/** Setting criteria and voting, opening a title, recording the vote: the committee's heads and its office. */
export const mayArrange = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, ...office), 'refused_award_office');

/** Comparison, count of votes: the committee and its office, nobody else. */
export const mayCompare = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, ...committee), 'failure_not_found');

/** That there is a title: everybody with a place in its committee or below it, and who follows it from above. */
export const mayKnowAward = (actor: Actor, { unit }: Pick<AwardFacts, 'unit'>): Decision =>
	when(
		actor.kind === 'system' ||
			[...actor.roles, ...actor.standings].some(({ path }) => isWithin(path, unit.path)) ||
			holdsAbove(actor, unit.path, ...committee),
		'failure_not_found',
	);

/** Which units a title may be given to: below the committee, of its kinds, not dissolved. */
export const isEligible = ({ unit, kinds }: AwardFacts, nominated: NominatedUnit): boolean =>
	nominated.id !== unit.id &&
	isWithin(nominated.path, unit.path) &&
	kinds.includes(nominated.kind) &&
	!nominated.isDissolved;

/** Nominating a unit from above: the committee's office, while the title is open. */
export const mayNominate = (actor: Actor, award: AwardFacts): Decision => {
	const may = mayArrange(actor, award.unit.id);
	if (!may.allowed) return may;
	return when(award.state === 'open', 'refused_award_state');
};

/** Who reads a nomination: those who answer for the unit; once there is one, the committee. */
export const mayReadNomination = (actor: Actor, one: NominationFacts): Decision =>
	when(
		holds(actor, one.nominated.id, ...answering) ||
			(one.nomination !== null && mayCompare(actor, one.unit.id).allowed),
		'failure_not_found',
	);

/** Writing it: who leads the unit, until it is signed. */
export const mayWrite = (actor: Actor, one: NominationFacts): Decision => {
	if (!holds(actor, one.nominated.id, ...leading)) return denied('refused_nomination_write');
	return when(one.state === 'open' && one.nomination !== 'signed', 'refused_nomination_state');
};

/** Signing it: the head of the unit. */
export const maySign = (actor: Actor, one: NominationFacts): Decision => {
	if (!holds(actor, one.nominated.id, ...heading)) return denied('refused_nomination_sign');
	return when(one.state === 'open' && one.nomination === 'draft', 'refused_nomination_state');
};

/** Taking it back: the head of the unit, before the committee votes. */
export const mayWithdraw = (actor: Actor, one: NominationFacts): Decision => {
	if (!holds(actor, one.nominated.id, ...heading)) return denied('refused_nomination_sign');
	return when(
		one.state === 'open' && (one.nomination === 'signed' || one.nomination === 'draft'),
		'refused_nomination_state',
	);
};

/** Fixing the figures for the vote: the office, once something is signed. */
export const mayFix = (actor: Actor, award: AwardFacts, signed: number): Decision => {
	const may = mayNominate(actor, award);
	if (!may.allowed) return may;
	return when(signed > 0, 'refused_award_nothing_signed');
};

/** Recording the vote, again until it is decided. */
export const mayRecordVote = (actor: Actor, award: AwardFacts): Decision => {
	const may = mayArrange(actor, award.unit.id);
	if (!may.allowed) return may;
	return when(award.state === 'voting', 'refused_award_state');
};

/** Deciding: who heads the committee or its officer, after the vote; nobody of a nominated unit, and nobody who signed for one. */
export const mayDecide = (
	actor: Actor,
	award: AwardFacts,
	given: { isVoted: boolean; nominated: readonly { unitId: string; signedBy: string | null }[] },
): Decision => {
	const may = mayRecordVote(actor, award);
	if (!may.allowed) return may;
	if (
		given.nominated.some(
			({ unitId, signedBy }) =>
				belongsTo(actor, unitId) || (actor.personId !== null && signedBy === actor.personId),
		)
	)
		return denied('refused_award_own_unit');
	return when(given.isVoted, 'refused_award_not_voted');
};

/** Giving it up, with the reason, before it is decided. */
export const mayCancel = (actor: Actor, award: AwardFacts): Decision => {
	const may = mayArrange(actor, award.unit.id);
	if (!may.allowed) return may;
	return when(award.state === 'open' || award.state === 'voting', 'refused_award_state');
};
