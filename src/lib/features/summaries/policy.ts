import { type Actor, holds } from '#lib/shared/actor.ts';
import { allowed, type Decision, denied, when } from '#lib/shared/decision.ts';
import { type AssignmentMove, type AssignmentState, canMove } from './domain/states.ts';

export type AssignmentFacts = { unitId: string; personId: string; state: AssignmentState };

const leads = (actor: Actor, unitId: string): boolean =>
	holds(actor, unitId, 'secretary', 'deputy', 'committee_member');
const isOwn = (actor: Actor, facts: AssignmentFacts): boolean =>
	actor.personId !== null && actor.personId === facts.personId;
const inState = (facts: AssignmentFacts, move: AssignmentMove): Decision =>
	when(canMove(facts.state, move), 'refused_summary_state');

/** Giving somebody a document to summarise, and giving it to another instead: the secretary and the deputy (domain.md 11). */
export const mayAssignSummary = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'secretary', 'deputy'), 'refused_assign_summary');

/** The list of who summarises what: those who lead the unit. */
export const maySeeAssignments = (actor: Actor, unitId: string): Decision =>
	when(leads(actor, unitId), 'refused_see_assignments');

export const maySeeAssignment = (actor: Actor, facts: AssignmentFacts): Decision =>
	when(isOwn(actor, facts) || leads(actor, facts.unitId), 'failure_not_found');

/** What is being written is its author's until it is presented; then those who lead the unit read it. */
export const maySeeDraft = (actor: Actor, facts: AssignmentFacts): Decision => {
	if (isOwn(actor, facts)) return allowed;
	const isShown = facts.state === 'presented' || facts.state === 'released';
	return when(isShown && leads(actor, facts.unitId), 'refused_see_draft');
};

/** Accepting, declining and writing are the person's own acts. */
export const mayAnswer = (
	actor: Actor,
	facts: AssignmentFacts,
	move: 'accept' | 'decline' | 'write',
): Decision => (isOwn(actor, facts) ? inState(facts, move) : denied('refused_summary_not_own'));

/** That it was presented is told by its author, or by those who led the meeting. */
export const mayPresent = (actor: Actor, facts: AssignmentFacts): Decision =>
	isOwn(actor, facts) || holds(actor, facts.unitId, 'secretary', 'deputy')
		? inState(facts, 'present')
		: denied('refused_summary_not_own');

export const mayRemark = (actor: Actor, facts: AssignmentFacts): Decision =>
	isOwn(actor, facts) || leads(actor, facts.unitId) ? inState(facts, 'remark') : denied('failure_not_found');

/** Who wrote it never releases it: the secretary or the deputy does, and of their own summaries the other one. */
export const mayRelease = (actor: Actor, facts: AssignmentFacts): Decision => {
	if (isOwn(actor, facts)) return denied('refused_release_own');
	return holds(actor, facts.unitId, 'secretary', 'deputy')
		? inState(facts, 'release')
		: denied('refused_release_summary');
};

export const mayReplace = (actor: Actor, facts: AssignmentFacts): Decision => {
	const may = mayAssignSummary(actor, facts.unitId);
	return may.allowed ? inState(facts, 'replace') : may;
};
