/** Where a task stands, from being given to somebody until its result was accepted or it was called off. */
export const taskStates = ['assigned', 'in_progress', 'reported', 'accepted', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];

export const programmeStates = ['draft', 'issued', 'closed'] as const;
export type ProgrammeState = (typeof programmeStates)[number];

export type TaskMove = 'begin' | 'progress' | 'completion' | 'accept' | 'return' | 'change' | 'cancel';

/** Every move of a task: from which states, and to which (null: it stays where it is). */
export const taskMoves: Record<TaskMove, { from: readonly TaskState[]; to: TaskState | null }> = {
	begin: { from: ['assigned'], to: 'in_progress' },
	progress: { from: ['assigned', 'in_progress'], to: 'in_progress' },
	completion: { from: ['assigned', 'in_progress'], to: 'reported' },
	accept: { from: ['reported'], to: 'accepted' },
	return: { from: ['reported'], to: 'in_progress' },
	// While a result waits, only the supervisor and the helpers may be replaced: see `changeTask`.
	change: { from: ['assigned', 'in_progress', 'reported'], to: null },
	cancel: { from: ['assigned', 'in_progress', 'reported'], to: 'cancelled' },
};

export const canMove = (state: TaskState, move: TaskMove): boolean => taskMoves[move].from.includes(state);

/** The owner still owes the result. */
export const isOwed = (state: TaskState): boolean => state === 'assigned' || state === 'in_progress';
