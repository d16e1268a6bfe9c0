import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { Counted } from './domain/states.ts';
import { mayGather } from './policy.ts';
import { countBelow } from './queries.server.ts';

/** Of the last periods that have ended: reports that the units directly below owe, sent and late. Null: nobody below owes any, or it is not the actor's to know. */
export const reportsBelow = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; today: Day },
): Promise<Counted | null> => {
	if (!mayGather(actor, wanted.unitId).allowed) return null;
	const counted = await countBelow(tx, actor, wanted);
	return counted.owed > 0 ? counted : null;
};
