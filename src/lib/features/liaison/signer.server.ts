import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { Signer } from '#lib/features/papers/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';

/** Who signs a paper about a person: the secretary; the deputy where it is the secretary whom it is about. */
export const secretaryOf = async (
	tx: Tx,
	about: { unitId: string; personId: string },
	day: Day,
): Promise<Signer> => {
	const people = await peopleOfUnit(tx, about.unitId, day);
	const holding = (wanted: 'secretary' | 'deputy') =>
		people.find(({ roles }) => roles.some(({ role }) => role === wanted));
	const head = holding('secretary');
	return head && head.personId === about.personId
		? { office: 'deputy', name: holding('deputy')?.fullName ?? null }
		: { office: 'head', name: head?.fullName ?? null };
};
