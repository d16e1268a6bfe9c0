export type { ProposalState } from './domain/states.ts';
export { type From, type Proposed, proposeWithin } from './propose.server.ts';
export {
	type ProposalFrom,
	proposalsFrom,
	proposalsWaiting,
	type WaitingProposal,
} from './queries-elsewhere.server.ts';
