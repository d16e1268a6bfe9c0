import { type Actor, belongsTo, holds, holdsAbove } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';
import type { RoundKind, RoundState } from './domain/period.ts';

export type RoundFacts = { unitId: string; path: string; kind: RoundKind; state: RoundState };
/** Somebody in a round. */
export type PartFacts = { personId: string; raterId: string | null; isRated: boolean };
export type CollectiveFacts = {
	unitId: string;
	aboveId: string | null;
	selfById: string | null;
	appraisedById: string | null;
	isDecided: boolean;
};

const heads = (actor: Actor, unitId: string): boolean => holds(actor, unitId, 'secretary', 'deputy');
const isAbove = (actor: Actor, aboveId: string | null): boolean =>
	aboveId !== null && holds(actor, aboveId, 'secretary', 'deputy', 'higher_officer');
const isOwn = (actor: Actor, { personId }: PartFacts): boolean => actor.personId === personId;
const isParty = (actor: Actor, unitId: string): boolean =>
	actor.standings.some((held) => held.unitId === unitId && held.standing !== 'non_party');

/** Opening a round: who heads the unit. */
export const mayOpenRound = (actor: Actor, unitId: string): Decision =>
	when(actor.personId !== null && heads(actor, unitId), 'refused_review_open');

/** That there is a round, and one's own part of it: whoever is in it or rates in it; how far all are: who leads. */
export const maySeeRound = (actor: Actor, round: RoundFacts, parts: readonly PartFacts[]): Decision =>
	when(
		maySeePeople(actor, round).allowed ||
			parts.some((part) => isOwn(actor, part) || part.raterId === actor.personId),
		'failure_not_found',
	);

export const maySeePeople = (actor: Actor, round: Pick<RoundFacts, 'unitId'>): Decision =>
	when(heads(actor, round.unitId) || holds(actor, round.unitId, 'committee_member'), 'refused_review_people');

/** One says of oneself, and nobody says it for another, until the round is announced. */
export const mayRateSelf = (actor: Actor, round: RoundFacts, part: PartFacts): Decision => {
	if (actor.personId === null || !isOwn(actor, part)) return denied('refused_review_self');
	return when(round.state !== 'concluded', 'refused_review_concluded');
};

/** Who rates somebody: who heads the unit or was named for it; never oneself. */
export const mayRate = (actor: Actor, round: RoundFacts, part: PartFacts): Decision => {
	if (actor.personId === null || isOwn(actor, part)) return denied('refused_review_oneself');
	if (!heads(actor, round.unitId) && part.raterId !== actor.personId) return denied('refused_review_rate');
	return when(round.state !== 'concluded', 'refused_review_concluded');
};

/** A rating is seen by who rates; by the person once it is announced; by nobody else (domain.md part 11). */
export const maySeeRating = (actor: Actor, round: RoundFacts, part: PartFacts): Decision => {
	if (isOwn(actor, part)) return when(round.state === 'concluded', 'refused_review_not_announced');
	return when(
		heads(actor, round.unitId) || (actor.personId !== null && part.raterId === actor.personId),
		'failure_not_found',
	);
};

/** Deciding on somebody's level: as rating, once the rating is there; never one's own. */
export const maySettle = (actor: Actor, round: RoundFacts, part: PartFacts): Decision => {
	const may = mayRate(actor, round, part);
	return may.allowed ? when(part.isRated, 'refused_review_not_rated') : may;
};

/** Announcing a round: who heads the unit, once everybody's level is decided. */
export const mayConclude = (actor: Actor, round: RoundFacts, unsettled: number): Decision => {
	if (!heads(actor, round.unitId)) return denied('refused_review_conclude');
	if (round.state === 'concluded') return denied('refused_review_concluded');
	return when(unsettled === 0, 'refused_review_unsettled');
};

/** Naming the form, the group and who rates: who heads the unit, for others; nobody is named for themselves. */
export const maySetPart = (
	actor: Actor,
	round: RoundFacts,
	part: PartFacts,
	raterId: string | null,
): Decision => {
	const may = mayRate(actor, round, part);
	if (!may.allowed) return may;
	if (!heads(actor, round.unitId)) return denied('refused_review_rate');
	return when(raterId !== part.personId, 'refused_review_oneself');
};

/** What the collective says of itself: who heads the unit; one writes it until it is appraised. */
export const mayWriteCollective = (actor: Actor, round: RoundFacts, body: CollectiveFacts): Decision => {
	if (actor.personId === null || !heads(actor, round.unitId)) return denied('refused_review_collective');
	if (round.kind !== 'year') return denied('refused_review_collective_year');
	return when(
		!body.isDecided && (body.selfById === null || (body.selfById === actor.personId && !body.appraisedById)),
		'refused_review_collective_written',
	);
};

/** Appraising a collective: who heads the unit or the unit above, but not who wrote for it. */
export const mayAppraise = (actor: Actor, body: CollectiveFacts): Decision => {
	if (actor.personId === null || (!heads(actor, body.unitId) && !isAbove(actor, body.aboveId)))
		return denied('refused_review_collective');
	if (actor.personId === body.selfById) return denied('refused_review_oneself');
	return when(body.selfById !== null && !body.isDecided, 'refused_review_collective_state');
};

/**
 * Deciding on a collective: the unit above. Who heads the unit records its decision, with number and day, when it came on paper;
 * not who wrote for the collective.
 */
export const mayDecideCollective = (actor: Actor, body: CollectiveFacts, hasNumber: boolean): Decision => {
	if (actor.personId === null) return denied('refused_review_collective');
	if (actor.personId === body.selfById) return denied('refused_review_oneself');
	if (!isAbove(actor, body.aboveId) && !(heads(actor, body.unitId) && hasNumber))
		return denied(heads(actor, body.unitId) ? 'refused_review_decision_number' : 'refused_review_collective');
	return when(body.appraisedById !== null && !body.isDecided, 'refused_review_collective_state');
};

export const maySeeCollective = (actor: Actor, round: RoundFacts, body: CollectiveFacts): Decision =>
	when(
		heads(actor, body.unitId) ||
			isAbove(actor, body.aboveId) ||
			(round.state === 'concluded' && isParty(actor, body.unitId)),
		'failure_not_found',
	);

/** Rules: the organisation's are set by its administrator, the unit's own by who heads it. */
export const maySetRules = (actor: Actor, unitId: string | null): Decision =>
	when(
		unitId === null ? actor.roles.some(({ role }) => role === 'administrator') : heads(actor, unitId),
		'refused_review_rules',
	);

/** Whoever is looked at may read by what. */
export const maySeeRules = (actor: Actor, unitId: string): Decision =>
	when(belongsTo(actor, unitId), 'failure_not_found');

/** Classifications of earlier years are recorded by who heads the unit; nobody records their own. */
export const mayRecordLabel = (actor: Actor, unitId: string, personId: string | null): Decision => {
	if (!heads(actor, unitId)) return denied('refused_review_label');
	return when(actor.personId !== null && actor.personId !== personId, 'refused_review_oneself');
};

/** The levels that were announced: Party members of the unit, and who heads it. */
export const maySeeAnnounced = (actor: Actor, unitId: string): Decision =>
	when(heads(actor, unitId) || isParty(actor, unitId), 'failure_not_found');

/** The record of a year: who leads the unit; from above without figures of so few that they tell of one. */
export const maySeeYear = (actor: Actor, unit: { id: string; path: string }): Decision =>
	when(
		maySeePeople(actor, { unitId: unit.id }).allowed ||
			holdsAbove(actor, unit.path, 'secretary', 'deputy', 'higher_officer'),
		'refused_review_year',
	);

/** What is counted of somebody: the person, and who rates. Of the whole unit: who leads it. */
export const maySeeFigures = (
	actor: Actor,
	of: { unitId: string; personId: string | null; raterId: string | null },
): Decision => {
	if (of.personId === null) return maySeePeople(actor, { unitId: of.unitId });
	return when(
		actor.personId !== null &&
			(actor.personId === of.personId ||
				heads(actor, of.unitId) ||
				(of.raterId !== null && of.raterId === actor.personId)),
		'failure_not_found',
	);
};
