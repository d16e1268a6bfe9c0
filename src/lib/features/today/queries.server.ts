import { type DueTotal, type NamedDue, ownDuties } from '#lib/features/notifications/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { type FirstStep, firstSteps } from './domain/first-steps.ts';
import { type TodayPowers, todayPowers } from './policy.ts';
import { begunIn, type UnitToday, unitToday } from './unit-today.server.ts';

/** How many duties of a kind the page shows before it refers to the whole list. */
const SHOWN = 6;

export type Today = {
	duties: NamedDue[];
	/** How many there are of each kind, shown or not. */
	totals: DueTotal[];
	unit: UnitToday | null;
	steps: FirstStep[];
	powers: TodayPowers;
};

/** The home page of a person in a unit: their own duties, and for those who answer for the unit what is behind in it. */
export const todayOf = async (tx: Tx, actor: Actor, unitId: string, today: Day): Promise<Today> => {
	const powers = todayPowers(actor, unitId);
	const own = actor.personId
		? await ownDuties(tx, actor.tenantId, actor.personId, SHOWN, today)
		: { items: [], totals: [] };
	const begins = powers.people || powers.documents || powers.programmes;
	return {
		duties: own.items,
		totals: own.totals,
		unit: powers.unit ? await unitToday(tx, actor, unitId, today) : null,
		steps: begins ? firstSteps(await begunIn(tx, actor)) : [],
		powers,
	};
};
