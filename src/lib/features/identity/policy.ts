import { type Actor, holdsAbove } from '#lib/shared/actor.ts';
import { type Decision, when } from '#lib/shared/decision.ts';

/** Where a person has a place: the unit's place in the tree, and whether they hold a role there. */
export type PlaceHeld = { path: string; holdsRole: boolean };

/**
 * Accounts open the way in, so they are given and taken by an administrator of a unit of the person, or above it. Who
 * can give a new password can sign in as that person: so every role of the person has to lie within what the
 * administrator administers, or the administrator of a cell could become that of the whole.
 */
export const mayManageAccount = (actor: Actor, places: readonly PlaceHeld[]): Decision => {
	const administers = ({ path }: PlaceHeld) => holdsAbove(actor, path, 'administrator');
	return when(
		actor.kind === 'system' ||
			(places.some(administers) && places.every((place) => !place.holdsRole || administers(place))),
		'refused_manage_accounts',
	);
};

/** One's own password and sessions are one's own. */
export const isSelf = (actor: Actor): Decision => when(actor.personId !== null, 'failure_not_found');
