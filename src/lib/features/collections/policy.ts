import { type Actor, belongsTo, holds } from '#lib/shared/actor.ts';
import { type Decision, when } from '#lib/shared/decision.ts';

export type CollectionFacts = { ownerId: string; unitId: string; isShared: boolean };

const isOwner = (actor: Actor, { ownerId }: CollectionFacts): boolean =>
	actor.personId !== null && actor.personId === ownerId;

/** A collection is seen by its owner and, once it is shared, by whoever has a place in its unit. */
export const maySeeCollection = (actor: Actor, facts: CollectionFacts): Decision =>
	when(isOwner(actor, facts) || (facts.isShared && belongsTo(actor, facts.unitId)), 'failure_not_found');

/** Its owner keeps it; a shared one also the secretary, the deputy and the clerk of the unit. */
export const mayKeepCollection = (actor: Actor, facts: CollectionFacts): Decision =>
	when(
		isOwner(actor, facts) || (facts.isShared && holds(actor, facts.unitId, 'secretary', 'deputy', 'clerk')),
		'refused_keep_collection',
	);

/** Whether it is shared, and whether it goes, its owner says. */
export const mayDisposeOfCollection = (actor: Actor, facts: CollectionFacts): Decision =>
	when(isOwner(actor, facts), 'refused_dispose_collection');

/** A collection is begun in a unit in which one has a place. */
export const mayBeginCollection = (actor: Actor, unitId: string): Decision =>
	when(actor.kind === 'person' && belongsTo(actor, unitId), 'refused_begin_collection');
