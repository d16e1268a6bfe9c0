import { type Actor, holds, type Role } from '#lib/shared/actor.ts';
import { type Decision, when } from '#lib/shared/decision.ts';

const exchanging: readonly Role[] = ['clerk', 'secretary', 'deputy'];

/** Receiving, sending and answering messages of a unit: its clerk, secretary and deputy; the command line as the system. */
export const mayExchange = (actor: Actor, unitId: string): Decision =>
	when(actor.kind === 'system' || holds(actor, unitId, ...exchanging), 'refused_exchange');

/** The address book is the organisation's: whoever exchanges messages in one of its units keeps it. */
export const mayKeepAddresses = (actor: Actor): Decision =>
	when(
		actor.kind === 'person' && actor.roles.some(({ role }) => exchanging.includes(role)),
		'refused_keep_addresses',
	);

const partnerKeeping: readonly Role[] = ['administrator', 'clerk', 'secretary', 'deputy'];

/**
 * With which organisations parcels are exchanged, and where these are to be found on the network: the administrator, the clerk and the
 * heads of the unit at the root, for all units of the organisation.
 */
export const mayKeepPartners = (actor: Actor, rootUnitId: string): Decision =>
	when(holds(actor, rootUnitId, ...partnerKeeping), 'refused_keep_partners');

/** The same for navigation, which knows no unit yet: the path of the unit at the root has one step. */
export const keepsPartners = (actor: Actor): boolean =>
	actor.roles.some(({ path, unitId }) => !path.includes('.') && mayKeepPartners(actor, unitId).allowed);

/** Delivering and taking in is the system's. */
export const mayCarryParcels = (actor: Actor): Decision => when(actor.kind === 'system', 'refused_exchange');
