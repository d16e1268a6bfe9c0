import { type Actor, holdsAbove } from '#lib/shared/actor.ts';
import { type Decision, when } from '#lib/shared/decision.ts';

/** Accounts open the way in, so they are given and taken by an administrator of a unit of the person, or above it. */
export const mayManageAccount = (actor: Actor, places: readonly { path: string }[]): Decision =>
	when(
		actor.kind === 'system' || places.some(({ path }) => holdsAbove(actor, path, 'administrator')),
		'refused_manage_accounts',
	);

/** One's own password and sessions are one's own. */
export const isSelf = (actor: Actor): Decision => when(actor.personId !== null, 'failure_not_found');
