import { type Actor, belongsTo, holds, holdsAbove, isWithin } from '#lib/shared/actor.ts';
import { allowed, type Decision, when } from '#lib/shared/decision.ts';

/** What decides whether somebody may see the trace of a document in a unit. */
export type TraceFacts = {
	unit: { id: string; path: string };
	holder: { id: string; path: string };
	/** The document was published by the unit that holds it. */
	isPublished: boolean;
	/** It was published in the unit, or in a unit below it. */
	isPublishedHere: boolean;
	/** It was published to the very person who asks. */
	isReader: boolean;
};

/**
 * Who may see the trace: whoever the document is published to; those who answer for the unit, from the moment it is
 * filed there or published in a unit above; the officer of a unit above that follows this one (domain.md 11).
 */
export const mayTrace = (actor: Actor, facts: TraceFacts): Decision => {
	if (actor.kind === 'system') return allowed;
	const { unit, holder } = facts;
	const follows = holdsAbove(actor, unit.path, 'higher_officer');
	const answers = holds(actor, unit.id, 'secretary', 'deputy', 'committee_member', 'clerk');
	const reaches = facts.isPublishedHere || (facts.isPublished && isWithin(unit.path, holder.path));
	return when(
		(belongsTo(actor, unit.id) && facts.isReader) ||
			(answers && (reaches || holder.id === unit.id)) ||
			(follows && (facts.isPublishedHere || (facts.isPublished && holder.id === unit.id))),
		'failure_not_found',
	);
};

/** What somebody may do from the trace of a unit: fill its open places, see names, look at the units below. */
export type TracePowers = {
	publish: boolean;
	summarise: boolean;
	assign: boolean;
	seeNames: boolean;
	seeDrafts: boolean;
	seeBelow: boolean;
};

export const tracePowers = (actor: Actor, unit: { id: string; path: string }): TracePowers => {
	const leads = holds(actor, unit.id, 'secretary', 'deputy', 'committee_member');
	const clerk = holds(actor, unit.id, 'clerk');
	const system = actor.kind === 'system';
	return {
		publish: clerk || holds(actor, unit.id, 'secretary', 'deputy'),
		summarise: leads,
		assign: leads,
		seeNames: leads || clerk || system,
		seeDrafts: leads || system,
		seeBelow: leads || system || holdsAbove(actor, unit.path, 'higher_officer'),
	};
};
