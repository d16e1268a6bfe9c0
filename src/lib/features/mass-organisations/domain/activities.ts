import type { Day } from '#lib/shared/calendar.ts';

export const activityStates = ['planned', 'done', 'cancelled'] as const;
export type ActivityState = (typeof activityStates)[number];

export type CountedActivity = { state: ActivityState; heldOn: Day; people: number; locals: number };

/** What a mass organisation did in a period: counts of what was done, never of what is only planned. */
export const figuresOf = (
	activities: readonly CountedActivity[],
	from: Day,
	to: Day,
): { planned: number; done: number; people: number; locals: number } => {
	const within = activities.filter(({ heldOn }) => heldOn >= from && heldOn <= to);
	const done = within.filter(({ state }) => state === 'done');
	return {
		planned: within.filter(({ state }) => state !== 'cancelled').length,
		done: done.length,
		people: done.reduce((sum, { people }) => sum + people, 0),
		locals: done.reduce((sum, { locals }) => sum + locals, 0),
	};
};

/** An activity that should have been held and of which nothing was written down. */
export const isOpenLate = ({ state, heldOn }: { state: ActivityState; heldOn: Day }, today: Day): boolean =>
	state === 'planned' && heldOn < today;
