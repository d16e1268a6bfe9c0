export const roundStates = ['preparing', 'open', 'closed'] as const;
export type RoundState = (typeof roundStates)[number];

export const presences = ['present', 'excused', 'absent'] as const;
export type Presence = (typeof presences)[number];

export const audiences = ['unit', 'party_members', 'committee', 'chosen'] as const;

/** How a missed session is made up. */
export const makeUpWays = ['recording', 'other_session', 'with_secretary', 'own_reading'] as const;
export type MakeUpWay = (typeof makeUpWays)[number];

/** How far a paper has come; `none` as long as nobody keeps papers or nothing was written. */
export type PaperState = 'none' | 'draft' | 'handed_in' | 'returned' | 'accepted';

const EARLY_MS = 30 * 60_000;
const LATE_MS = 60 * 60_000;

/** The code is taken from half an hour before a session until an hour after it: who types it in the evening was not there. */
export const takesCode = (session: { startsAt: Date; endsAt: Date }, now: Date): boolean =>
	now.getTime() >= session.startsAt.getTime() - EARLY_MS &&
	now.getTime() <= session.endsAt.getTime() + LATE_MS;
