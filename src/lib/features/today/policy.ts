import { type Actor, holds } from '#lib/shared/actor.ts';

/** What of the unit's affairs stands on somebody's home page. */
export type TodayPowers = {
	/** Reading, tasks and files of the unit. */
	unit: boolean;
	people: boolean;
	documents: boolean;
	publish: boolean;
	programmes: boolean;
};

export const todayPowers = (actor: Actor, unitId: string): TodayPowers => {
	const leads = holds(actor, unitId, 'secretary', 'deputy', 'committee_member');
	const files = holds(actor, unitId, 'secretary', 'deputy', 'clerk');
	return {
		unit: leads || files,
		people: holds(actor, unitId, 'secretary', 'administrator'),
		documents: files,
		publish: files,
		programmes: leads,
	};
};
