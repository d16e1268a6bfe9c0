export type { PaperState } from './domain/states.ts';
export { type KnownPaper, type PaperStates, registerPaperStates } from './paper-states.server.ts';
export { type RoundForPaper, roundForPaper, roundsWaitingForPaper } from './queries-elsewhere.server.ts';
export {
	type RoundProposal,
	type RoundProposals,
	registerRoundProposals,
} from './round-proposals.server.ts';
