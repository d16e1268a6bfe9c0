import { type Actor, holds } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';

export type OfPerson = { unitId: string; personId: string };
export type RequestFacts = OfPerson & {
	state: 'waiting' | 'received' | 'exempt';
	inChargeId: string | null;
	isOpen: boolean;
};

const isOwn = (actor: Actor, { personId }: OfPerson): boolean =>
	actor.personId !== null && actor.personId === personId;
const heads = (actor: Actor, unitId: string): boolean => holds(actor, unitId, 'secretary', 'deputy');
const leads = (actor: Actor, unitId: string): boolean =>
	holds(actor, unitId, 'secretary', 'deputy', 'committee_member');

/** Who lives where in a unit, the letters, and of whom a remark is waited for: those who answer for the unit, its clerk too. */
export const maySeeUnit = (actor: Actor, unitId: string): Decision =>
	when(leads(actor, unitId) || holds(actor, unitId, 'clerk'), 'refused_residence_see');

/** One's own, and those who see the unit. */
export const maySeePerson = (actor: Actor, of: OfPerson): Decision =>
	when(isOwn(actor, of) || maySeeUnit(actor, of.unitId).allowed, 'failure_not_found');

/** The book of residential cells, who lives where, letters: who heads the unit, and its clerk. */
export const mayKeepBook = (actor: Actor, unitId: string): Decision =>
	when(heads(actor, unitId) || holds(actor, unitId, 'clerk'), 'refused_residence_book');

/** A round is opened, completed and closed by those who lead the unit. */
export const mayLeadRound = (actor: Actor, unitId: string): Decision =>
	when(leads(actor, unitId), 'refused_residence_round');

/** Asking on need for a remark about somebody who is exempt, and naming who is in charge: who heads the unit, not about oneself. */
export const mayDirect = (actor: Actor, request: RequestFacts): Decision => {
	if (isOwn(actor, request)) return denied('refused_residence_own');
	if (!heads(actor, request.unitId)) return denied('refused_residence_direct');
	return when(request.isOpen, 'refused_residence_closed');
};

/** The form, one-time links, entering what came on paper: those who answer for the unit, its clerk too; never about oneself. */
export const mayGather = (actor: Actor, request: RequestFacts): Decision => {
	if (isOwn(actor, request)) return denied('refused_residence_own');
	if (!maySeeUnit(actor, request.unitId).allowed) return denied('refused_residence_see');
	return when(request.isOpen && request.state === 'waiting', 'refused_residence_closed');
};

/**
 * What is said of somebody: the person first, who heads the unit, the committee member in charge. Nobody else, not the clerk
 * who entered it.
 */
export const mayReadRemark = (actor: Actor, request: RequestFacts): Decision =>
	when(
		isOwn(actor, request) ||
			heads(actor, request.unitId) ||
			(actor.personId !== null && actor.personId === request.inChargeId),
		'failure_not_found',
	);

/** A remark that is somebody else's or was not what was sent: who heads the unit takes it back, with the reason; not the own. */
export const mayTakeBack = (actor: Actor, request: RequestFacts): Decision => {
	if (isOwn(actor, request)) return denied('refused_residence_own');
	if (!heads(actor, request.unitId)) return denied('refused_residence_direct');
	return when(request.isOpen && request.state === 'received', 'refused_residence_closed');
};

/** Reading it as the person, and answering: the person alone. */
export const mayAnswer = (actor: Actor, request: RequestFacts): Decision => {
	if (!isOwn(actor, request)) return denied('refused_residence_person_only');
	return when(request.state === 'received', 'refused_residence_nothing');
};

export const maySetRule = (actor: Actor, unitId: string): Decision =>
	when(heads(actor, unitId), 'refused_residence_rule');

/** What is done through a one-time link is done by nobody who is signed in: the link itself was looked at before. */
export const mayActByLink = (actor: Actor): Decision =>
	when(actor.kind === 'system', 'refused_residence_link');
