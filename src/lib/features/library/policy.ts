import { type Actor, holds, holdsAbove, isWithin, type Role } from '#lib/shared/actor.ts';
import { allowed, type Decision, when } from '#lib/shared/decision.ts';

const filing: readonly Role[] = ['clerk', 'secretary', 'deputy'];
const answering: readonly Role[] = ['clerk', 'secretary', 'deputy', 'committee_member'];

/** Receiving files, confirming what was recognised, correcting it: the clerk, the secretary and the deputy of the unit. */
export const mayFile = (actor: Actor, unitId: string): Decision =>
	when(holds(actor, unitId, ...filing), 'refused_file_documents');

/** Reading the pages of a received scan: a job of the system, and nobody else. */
export const mayReadScan = (actor: Actor): Decision =>
	when(actor.kind === 'system', 'refused_file_documents');

/** What decides whether somebody may read a document. */
export type DocumentFacts = {
	holder: { id: string; path: string };
	isPublished: boolean;
	/** Units in which it was published to somebody. */
	publishedIn: readonly { id: string; path: string }[];
	/** It was published to the very person who asks. */
	isReader: boolean;
};

/**
 * Who may read a document: whoever it is published to; those who answer for the unit that holds it; once it is
 * published also those who answer for a unit below, and the officer above who follows a unit in which it was published
 * (domain.md 11). To everybody else it is not there.
 */
export const mayReadDocument = (actor: Actor, facts: DocumentFacts): Decision => {
	if (actor.kind === 'system') return allowed;
	const answersBelow = actor.roles.some(
		(held) => answering.includes(held.role) && isWithin(held.path, facts.holder.path),
	);
	return when(
		facts.isReader ||
			holds(actor, facts.holder.id, ...answering) ||
			(facts.isPublished && answersBelow) ||
			facts.publishedIn.some(
				(unit) => holds(actor, unit.id, ...answering) || holdsAbove(actor, unit.path, 'higher_officer'),
			),
		'failure_not_found',
	);
};
