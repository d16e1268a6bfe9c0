import { type Actor, belongsTo, holds } from '#lib/shared/actor.ts';
import { allowed, type Decision, denied, when } from '#lib/shared/decision.ts';
import { canMove, type Naming, type ProposalMove, type ProposalState } from './domain/states.ts';

export type ProposalFacts = {
	/** The proposer's unit. */
	unitId: string;
	proposerId: string;
	recordedBy: string;
	state: ProposalState;
	naming: Naming;
	/** The unit that has it now, and whoever is to answer it there. */
	answeringUnitId: string;
	answererId: string | null;
	byCommittee: boolean;
	/** The units above to which it was sent. */
	seenBy: readonly string[];
	/** It is answered together with another. */
	leaderId: string | null;
	/** The unit's rule lets whoever answers know the name of a proposer who asked not to be named. */
	namesToAnswerer: boolean;
};

const isOwn = (actor: Actor, { proposerId }: ProposalFacts): boolean =>
	actor.personId !== null && actor.personId === proposerId;
const leads = (actor: Actor, unitId: string): boolean =>
	holds(actor, unitId, 'secretary', 'deputy', 'committee_member');

/** Those who sort in a unit: the secretary and the deputy; where it came from below, the officer who follows too. */
const isOffice = (actor: Actor, proposal: ProposalFacts, unitId: string): boolean =>
	holds(actor, unitId, 'secretary', 'deputy') ||
	(unitId !== proposal.unitId && holds(actor, unitId, 'higher_officer'));

const answers = (actor: Actor, proposal: ProposalFacts): boolean => {
	if (isOffice(actor, proposal, proposal.answeringUnitId)) return true;
	if (proposal.byCommittee) return leads(actor, proposal.answeringUnitId);
	return actor.personId !== null && actor.personId === proposal.answererId;
};

const inState = (proposal: ProposalFacts, move: ProposalMove): Decision =>
	when(canMove(proposal.state, move), 'refused_proposal_state');

/** Everybody who has a standing in a unit proposes there, Party member or not (domain.md 11). */
export const mayPropose = (actor: Actor, unitId: string): Decision =>
	when(
		actor.standings.some((held) => held.unitId === unitId),
		'refused_propose',
	);

/** The list of a unit's office: those who lead the unit; what was sent up to it, its officer too. */
export const mayListProposals = (actor: Actor, unitId: string): Decision =>
	when(leads(actor, unitId) || holds(actor, unitId, 'higher_officer'), 'refused_list_proposals');

/** A clerk files papers and has no part in what people propose. */
export const maySeeProposal = (actor: Actor, proposal: ProposalFacts): Decision =>
	when(
		isOwn(actor, proposal) ||
			actor.personId === proposal.recordedBy ||
			leads(actor, proposal.unitId) ||
			proposal.seenBy.some((unitId) => isOffice(actor, proposal, unitId)) ||
			answers(actor, proposal),
		'failure_not_found',
	);

/**
 * Who asked not to be named is known to the secretary and the deputy of the own unit, who have to bring the answer back,
 * and to whoever answers unless the unit's rule keeps it from them too.
 */
export const maySeeName = (actor: Actor, proposal: ProposalFacts): Decision => {
	if (isOwn(actor, proposal) || proposal.naming !== 'hidden') return allowed;
	return when(
		actor.personId === proposal.recordedBy ||
			holds(actor, proposal.unitId, 'secretary', 'deputy') ||
			(proposal.namesToAnswerer && answers(actor, proposal)),
		'refused_proposer_name',
	);
};

/** Naming who answers, sending up, grouping, giving it as a task, closing: the office of the unit that has it. */
export const maySort = (
	actor: Actor,
	proposal: ProposalFacts,
	move: 'assign' | 'send_up' | 'group' | 'close' | 'task',
): Decision => {
	if (!isOffice(actor, proposal, proposal.answeringUnitId)) return denied('refused_sort_proposal');
	if (proposal.leaderId && move !== 'group') return denied('refused_proposal_grouped');
	return inState(proposal, move);
};

/** Nobody answers what they proposed themselves. */
export const mayAnswerProposal = (actor: Actor, proposal: ProposalFacts): Decision => {
	if (!answers(actor, proposal)) return denied('refused_answer_proposal');
	if (isOwn(actor, proposal)) return denied('refused_answer_own');
	return proposal.leaderId ? denied('refused_proposal_grouped') : inState(proposal, 'answer');
};

/** Saying whether it is settled, taking it back, and whom the name may reach: the proposer alone. */
export const mayDispose = (actor: Actor, proposal: ProposalFacts, move: 'respond' | 'withdraw'): Decision =>
	isOwn(actor, proposal) ? inState(proposal, move) : denied('refused_proposal_not_own');

export const maySetNaming = (actor: Actor, proposal: ProposalFacts): Decision =>
	when(isOwn(actor, proposal), 'refused_proposal_not_own');

/** Showing it to the people of the unit with its answer: the secretary and the deputy of that unit. */
export const mayRelease = (actor: Actor, proposal: ProposalFacts): Decision =>
	holds(actor, proposal.unitId, 'secretary', 'deputy')
		? inState(proposal, 'release')
		: denied('refused_release_proposal');

/** Taking it off again is possible at any time. */
export const mayTakeOff = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'secretary', 'deputy'), 'refused_release_proposal');

/** What was released, its people see. */
export const maySeeReleased = (actor: Actor, unitId: string): Decision =>
	when(belongsTo(actor, unitId), 'failure_not_found');

export const maySetRule = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'secretary', 'deputy'), 'refused_set_proposal_rule');
