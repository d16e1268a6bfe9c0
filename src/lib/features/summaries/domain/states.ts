/** Where an assignment stands. */
export const assignmentStates = [
	'assigned',
	'accepted',
	'declined',
	'presented',
	'released',
	'replaced',
] as const;
export type AssignmentState = (typeof assignmentStates)[number];

export type AssignmentMove = 'accept' | 'decline' | 'write' | 'present' | 'remark' | 'release' | 'replace';

/** From which states a move begins. Writing goes on after presenting: what was said is taken in before it is released. */
export const moves: Record<AssignmentMove, readonly AssignmentState[]> = {
	accept: ['assigned'],
	decline: ['assigned', 'accepted'],
	write: ['assigned', 'accepted', 'presented'],
	present: ['assigned', 'accepted', 'presented'],
	remark: ['presented'],
	release: ['presented'],
	replace: ['assigned', 'accepted', 'declined'],
};

export const canMove = (state: AssignmentState, move: AssignmentMove): boolean => moves[move].includes(state);

/** The person still owes the summary. */
export const isOwed = (state: AssignmentState): boolean => state === 'assigned' || state === 'accepted';
