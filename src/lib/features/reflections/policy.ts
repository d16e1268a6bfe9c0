import { type Actor, belongsTo, holds } from '#lib/shared/actor.ts';
import { type Decision, denied, when } from '#lib/shared/decision.ts';
import { isWritten, type ReflectionState } from './domain/states.ts';

export type RoundForWriting = { isOpen: boolean; isParticipant: boolean; paperDueOn: string | null };
export type ReflectionFacts = {
	unitId: string;
	authorId: string;
	reviewerId: string | null;
	state: ReflectionState;
	isShared: boolean;
};

const isAuthor = (actor: Actor, paper: ReflectionFacts): boolean =>
	actor.personId !== null && actor.personId === paper.authorId;
const isReviewer = (actor: Actor, paper: ReflectionFacts): boolean =>
	actor.personId !== null && actor.personId === paper.reviewerId && !isAuthor(actor, paper);
const leads = (actor: Actor, unitId: string): boolean =>
	holds(actor, unitId, 'secretary', 'deputy', 'committee_member');

/** Whoever takes part in an open round writes its paper, for oneself and for nobody else. */
export const mayWrite = (actor: Actor, round: RoundForWriting, paper: ReflectionFacts | null): Decision => {
	if (!round.isParticipant || !round.paperDueOn || (paper && !isAuthor(actor, paper)))
		return denied('refused_write_reflection');
	if (!round.isOpen) return denied('refused_study_closed');
	return when(paper === null || isWritten(paper.state), 'refused_reflection_handed_in');
};

/** What was handed in by mistake comes back as long as it was not reviewed. */
export const mayTakeBack = (actor: Actor, paper: ReflectionFacts): Decision =>
	isAuthor(actor, paper)
		? when(paper.state === 'handed_in', 'refused_reflection_reviewed')
		: denied('refused_write_reflection');

/** A paper is read by its author and who reviews it; by the people of the unit once its author shares it (domain.md part 11). */
export const mayReadReflection = (actor: Actor, paper: ReflectionFacts): Decision =>
	when(
		isAuthor(actor, paper) ||
			(isReviewer(actor, paper) && paper.state !== 'draft') ||
			(paper.isShared && belongsTo(actor, paper.unitId)),
		'failure_not_found',
	);

/** Signs of copying with their sources: who reviews. The author sees the own passages otherwise. */
export const maySeeSigns = (actor: Actor, paper: ReflectionFacts): Decision =>
	when(isReviewer(actor, paper), 'refused_review_reflection');

/** Nobody reviews the own paper. */
export const mayReview = (actor: Actor, paper: ReflectionFacts): Decision => {
	if (isAuthor(actor, paper)) return denied('refused_review_own');
	if (!isReviewer(actor, paper)) return denied('refused_review_reflection');
	return when(paper.state === 'handed_in', 'refused_reflection_state');
};

/** Remarks on passages: who reviews, and the author in answer. */
export const mayRemark = (actor: Actor, paper: ReflectionFacts): Decision => {
	if (!isAuthor(actor, paper) && !isReviewer(actor, paper)) return denied('refused_review_reflection');
	return when(paper.state !== 'draft', 'refused_reflection_state');
};

/** How far the papers of a round have come: those who lead the unit; and who reviews, the own ones. */
export const maySeePapers = (actor: Actor, unitId: string): Decision =>
	when(leads(actor, unitId), 'refused_see_reflections');

/** Naming who reviews: the secretary and the deputy; nobody names themselves for what they wrote (the database refuses it too). */
export const mayAssign = (actor: Actor, paper: ReflectionFacts, reviewerId: string): Decision => {
	if (!holds(actor, paper.unitId, 'secretary', 'deputy')) return denied('refused_assign_reviewer');
	if (reviewerId === paper.authorId) return denied('refused_review_own');
	// Whose paper it is does not choose who reads it.
	if (isAuthor(actor, paper)) return denied('refused_assign_own');
	return when(paper.state !== 'accepted', 'refused_reflection_state');
};

/** Sharing a paper as a good example, and taking it back: the author alone. */
export const mayShare = (actor: Actor, paper: ReflectionFacts): Decision =>
	isAuthor(actor, paper)
		? when(paper.state === 'accepted', 'refused_share_reflection')
		: denied('refused_write_reflection');

/** What one wrote that one will do becomes the own task, once the paper was handed in. */
export const mayTakeUp = (actor: Actor, paper: ReflectionFacts): Decision =>
	isAuthor(actor, paper)
		? when(paper.state === 'handed_in' || paper.state === 'accepted', 'refused_reflection_state')
		: denied('refused_write_reflection');

/** How the unit wants its papers: the secretary and the deputy. */
export const maySetForm = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, 'secretary', 'deputy'), 'refused_set_reflection_form');
