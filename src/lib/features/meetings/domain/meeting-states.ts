export type MeetingState = 'planned' | 'called' | 'open' | 'closed' | 'cancelled';
export type MeetingMove = 'change' | 'call' | 'open' | 'run' | 'close' | 'cancel' | 'minutes';

const from: Record<MeetingMove, readonly MeetingState[]> = {
	change: ['planned', 'called'],
	call: ['planned', 'called'],
	open: ['planned', 'called'],
	run: ['open'],
	close: ['open'],
	cancel: ['planned', 'called'],
	minutes: ['closed'],
};

/** Whether a meeting in this state can be changed, called, opened, run, closed, cancelled, or have its minutes written. */
export const canMove = (state: MeetingState, move: MeetingMove): boolean => from[move].includes(state);

/** The refusal when it can not. */
export const refusalOf: Record<MeetingState, string> = {
	planned: 'refused_meeting_not_open',
	called: 'refused_meeting_not_open',
	open: 'refused_meeting_running',
	closed: 'refused_meeting_closed',
	cancelled: 'refused_meeting_cancelled',
};
