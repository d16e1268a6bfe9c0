import { type Actor, holds } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';
import type { Standing } from './domain/states.ts';

export type ResolutionFacts = { unitId: string; standing: Standing };

const leads = (actor: Actor, unitId: string): boolean =>
	holds(actor, unitId, 'secretary', 'deputy', 'committee_member');

/** The resolutions of a unit, drafts too: those who lead it. */
export const maySeeDrafts = (actor: Actor, unitId: string): Decision =>
	when(actor.kind === 'system' || leads(actor, unitId), 'failure_not_found');

/** Drafting is the committee's (Hướng dẫn 42-HD/BTCTW: the secretary has the deputy or a committee member draft it). */
export const mayDraft = (actor: Actor, unitId: string): Decision =>
	when(leads(actor, unitId), 'refused_draft_resolution');

/** A text that was put to the vote changes no more. */
export const mayWrite = (actor: Actor, facts: ResolutionFacts): Decision => {
	const may = mayDraft(actor, facts.unitId);
	if (!may.allowed) return may;
	return when(facts.standing === 'draft', 'refused_resolution_fixed');
};

/** After a vote that was lost the draft is opened again. */
export const mayReopen = (actor: Actor, facts: ResolutionFacts): Decision => {
	const may = mayDraft(actor, facts.unitId);
	return may.allowed ? when(facts.standing === 'lost', 'refused_resolution_fixed') : may;
};

/** Issuing is the secretary's, or the deputy's in their place, once the vote is carried. */
export const mayIssueResolution = (actor: Actor, facts: ResolutionFacts): Decision => {
	if (!holds(actor, facts.unitId, 'secretary', 'deputy')) return denied('refused_issue_resolution');
	return when(facts.standing === 'carried', 'refused_resolution_not_carried');
};

export const mayDrop = (actor: Actor, facts: ResolutionFacts): Decision => {
	if (!holds(actor, facts.unitId, 'secretary', 'deputy')) return denied('refused_issue_resolution');
	return when(facts.standing === 'draft' || facts.standing === 'lost', 'refused_resolution_fixed');
};
