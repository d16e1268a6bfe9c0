import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { certificatesOf, hoursOf } from './record.server.ts';

export { addNeed, type NewNeed } from './needs.server.ts';

/** What somebody was trained in over a period. */
export type Trained = {
	/** Hours of completed courses, by the code of a strand. */
	hours: Record<string, number>;
	coursesCompleted: number;
	/** Confirmed certificates whose day had passed at the end of the period, and that no newer one of the kind replaces. */
	certificatesExpired: { id: string; title: string; expiresOn: Day }[];
};

/**
 * What people were trained in over a period, for a page that shows figures beside them. Of whom the actor may not see the
 * record, nothing is told: nought hours, no course, no certificate.
 */
export const trainingOf = async (
	tx: Tx,
	actor: Actor,
	personIds: readonly string[],
	from: Day,
	to: Day,
): Promise<Map<string, Trained>> => {
	const hours = await hoursOf(tx, actor.tenantId, personIds, from, to);
	const certificates = (await certificatesOf(tx, actor.tenantId, personIds)).filter(
		({ state }) => state === 'confirmed',
	);
	return new Map(
		personIds.map((personId) => {
			const own = certificates.filter((one) => one.personId === personId && one.issuedOn <= to);
			const expired = own.flatMap(({ id, title, kind, expiresOn }) => {
				const isReplaced = own.some(
					(other) => other.kind === kind && (other.expiresOn === null || other.expiresOn >= to),
				);
				return expiresOn !== null && expiresOn < to && !isReplaced ? [{ id, title, expiresOn }] : [];
			});
			return [
				personId,
				{
					hours: hours.get(personId)?.hours ?? {},
					coursesCompleted: hours.get(personId)?.courses ?? 0,
					certificatesExpired: expired,
				},
			];
		}),
	);
};
