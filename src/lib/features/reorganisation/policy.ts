import { type Actor, holds, holdsAbove } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';
import { canCancel, isOpen, type ReorganisationState } from './domain/states.ts';

/** The unit above all that a reorganisation touches. */
export type HomeFacts = { unitId: string; path: string };
export type ReorganisationFacts = HomeFacts & { state: ReorganisationState };

const answers = (actor: Actor, home: HomeFacts): boolean =>
	actor.kind === 'system' ||
	holdsAbove(actor, home.path, 'administrator') ||
	holds(actor, home.unitId, 'secretary');

/** Preparing one: the administrator of the unit above all that is touched, or above it, and the secretary of that unit. */
export const mayReorganise = (actor: Actor, home: HomeFacts): Decision =>
	when(answers(actor, home), 'refused_reorganise');

/** Its pages: whoever may prepare one, and those of the unit's office and above who follow it. */
export const maySeeReorganisation = (actor: Actor, home: HomeFacts): Decision =>
	when(
		answers(actor, home) ||
			holds(actor, home.unitId, 'deputy', 'committee_member') ||
			holdsAbove(actor, home.path, 'secretary', 'deputy', 'higher_officer'),
		'failure_not_found',
	);

/** Correcting it: as long as it is not decided. */
export const mayChangePlan = (actor: Actor, plan: ReorganisationFacts): Decision => {
	if (!answers(actor, plan)) return denied('refused_reorganise');
	return when(isOpen(plan.state), 'refused_reorganisation_state');
};

/** Deciding it: after everything was checked. */
export const mayDecidePlan = (actor: Actor, plan: ReorganisationFacts): Decision => {
	if (!answers(actor, plan)) return denied('refused_reorganise');
	return when(plan.state === 'checked', 'refused_reorganisation_unchecked');
};

/** Calling it off as a whole: until it is carried out. */
export const mayCancelPlan = (actor: Actor, plan: ReorganisationFacts): Decision => {
	if (!answers(actor, plan)) return denied('refused_reorganise');
	return when(canCancel(plan.state), 'refused_reorganisation_done');
};

/** Carrying out is the system's, on the day. */
export const mayCarryOut = (actor: Actor): Decision => when(actor.kind === 'system', 'refused_reorganise');

/** The closed records of units that went into one: who heads the successor, and those above who follow it. */
export const maySeeFormer = (actor: Actor, successor: HomeFacts): Decision =>
	when(
		holds(actor, successor.unitId, 'secretary', 'deputy') ||
			holdsAbove(actor, successor.path, 'secretary', 'deputy', 'higher_officer'),
		'failure_not_found',
	);
