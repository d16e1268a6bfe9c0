import type { Tx } from '#lib/platform/database/transaction.ts';

/** A proposal as the report of a round tells it, without a name. */
export type RoundProposal = { id: string; body: string };

/** Whoever keeps proposals tells which were made in the papers of a round, as far as the actor may see them. */
export type RoundProposals = {
	proposalsIn: (tx: Tx, paperIds: readonly string[]) => Promise<RoundProposal[]>;
};

let keeper: RoundProposals | null = null;

/** Said once, by the feature that keeps proposals, when the application is loaded. */
export const registerRoundProposals = (proposals: RoundProposals): void => {
	keeper = proposals;
};

/** The proposals that were made in papers; where nobody keeps proposals there are none. */
export const roundProposals = async (tx: Tx, paperIds: readonly string[]): Promise<RoundProposal[]> =>
	keeper && paperIds.length > 0 ? keeper.proposalsIn(tx, paperIds) : [];
