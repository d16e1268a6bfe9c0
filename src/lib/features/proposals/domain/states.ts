/** Where a proposal stands. `received` waits for somebody to be named; `disputed` was answered twice and is not settled. */
export const proposalStates = [
	'received',
	'assigned',
	'answered',
	'disputed',
	'settled',
	'closed',
	'withdrawn',
] as const;
export type ProposalState = (typeof proposalStates)[number];

export type ProposalMove =
	| 'assign'
	| 'send_up'
	| 'answer'
	| 'respond'
	| 'withdraw'
	| 'close'
	| 'group'
	| 'task'
	| 'release';

/** From which states a move begins. */
export const moves: Record<ProposalMove, readonly ProposalState[]> = {
	assign: ['received', 'assigned'],
	send_up: ['received', 'assigned', 'disputed'],
	answer: ['received', 'assigned'],
	respond: ['answered'],
	withdraw: ['received', 'assigned'],
	close: ['disputed'],
	group: ['received', 'assigned'],
	task: ['received', 'assigned', 'answered', 'disputed', 'settled'],
	release: ['answered', 'disputed', 'settled', 'closed'],
};

export const canMove = (state: ProposalState, move: ProposalMove): boolean => moves[move].includes(state);

/** An answer is owed. */
export const waitsForAnswer = (state: ProposalState): boolean => state === 'received' || state === 'assigned';

/** How often a matter is taken up again because its proposer says that it is not settled. */
const ROUNDS = 2;

/**
 * What becomes of a proposal whose proposer says that the answer did not settle it: once it is taken up again by itself,
 * so that nobody has to let it pass; the second time it is for the office to send it up or to close it with the reason.
 */
export const afterDispute = (round: number): { state: 'received' | 'disputed'; round: number } =>
	round < ROUNDS ? { state: 'received', round: round + 1 } : { state: 'disputed', round };

/** Whom a proposer lets see the name. */
export const namings = ['usual', 'hidden', 'open'] as const;
export type Naming = (typeof namings)[number];

/** Where a proposal came from. */
export const sources = ['direct', 'meeting', 'paper'] as const;
export type Source = (typeof sources)[number];

/** The steps of the chain, in the words of the record. */
export type StepKind =
	| 'received'
	| 'assigned'
	| 'sent_up'
	| 'answered'
	| 'settled'
	| 'reopened'
	| 'disputed'
	| 'closed'
	| 'withdrawn'
	| 'grouped'
	| 'ungrouped'
	| 'task';
