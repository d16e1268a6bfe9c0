/** Where a talk stands. `planned`: in a rota that is not published. */
export const talkStates = [
	'planned',
	'writing',
	'in_review',
	'returned',
	'accepted',
	'presented',
	'cancelled',
] as const;
export type TalkState = (typeof talkStates)[number];

export const talkOutcomes = ['accepted', 'returned'] as const;
export type TalkOutcome = (typeof talkOutcomes)[number];

export const leaveKinds = ['leave', 'travel', 'other'] as const;
export type LeaveKind = (typeof leaveKinds)[number];

/** Its speaker writes until it is sent, and again when it was returned. */
export const isBeingWritten = (state: TalkState): boolean => state === 'writing' || state === 'returned';

/** Day, place, speaker and theme may still change: it is neither confirmed nor held nor called off. */
export const isUnconfirmed = (state: TalkState): boolean =>
	state === 'planned' || state === 'in_review' || isBeingWritten(state);

/** It is still to be held. */
export const isAhead = (state: TalkState): boolean => isUnconfirmed(state) || state === 'accepted';
