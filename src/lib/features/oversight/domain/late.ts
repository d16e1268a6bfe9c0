import { addDays, type Day } from '#lib/shared/calendar.ts';

/** How long a task has been late, in days: up to a week, a month, a quarter, longer. */
export const lateBands = [
	{ key: 'week', from: 1, to: 7 },
	{ key: 'month', from: 8, to: 30 },
	{ key: 'quarter', from: 31, to: 90 },
	{ key: 'longer', from: 91, to: null },
] as const;
export type LateBand = (typeof lateBands)[number]['key'];
export type LateAge = { key: LateBand; count: number };

/** Open tasks by due day as ages on a day; those due on the day or later are not late. */
export const lateAgesFrom = (due: readonly { dueOn: Day; open: number }[], today: Day): LateAge[] =>
	lateBands.map(({ key, from, to }) => {
		const [first, last] = [to === null ? '' : addDays(today, -to), addDays(today, -from)];
		return {
			key,
			count: due.reduce((sum, { dueOn, open }) => (dueOn >= first && dueOn <= last ? sum + open : sum), 0),
		};
	});
