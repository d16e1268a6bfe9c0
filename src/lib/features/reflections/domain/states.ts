export const reflectionStates = ['draft', 'handed_in', 'returned', 'accepted'] as const;
export type ReflectionState = (typeof reflectionStates)[number];

export const outcomes = ['accepted', 'returned'] as const;
export type Outcome = (typeof outcomes)[number];

/** A paper is written until it is handed in, and again when it was returned. */
export const isWritten = (state: ReflectionState): boolean => state === 'draft' || state === 'returned';

const DAY_MS = 86_400_000;

/** By how many whole days a paper is or was late; nought while it is in time. Days as yyyy-mm-dd. */
export const daysLate = (dueOn: string, day: string): number =>
	Math.max(0, Math.round((Date.parse(day) - Date.parse(dueOn)) / DAY_MS));
