import { type Day, daysBetween } from './calendar.ts';

/** How near a due day is: `days` past it when late, still to go otherwise. */
export type Urgency = { kind: 'late' | 'soon' | 'later'; days: number };

/** Days before the due day from which something is due soon. */
export const SOON = 3;

export const urgencyOf = (dueOn: Day, today: Day): Urgency => {
	const left = daysBetween(today, dueOn);
	if (left < 0) return { kind: 'late', days: -left };
	return { kind: left <= SOON ? 'soon' : 'later', days: left };
};
