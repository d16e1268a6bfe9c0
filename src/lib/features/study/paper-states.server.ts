import type { Tx } from '#lib/platform/database/transaction.ts';
import type { PaperState } from './domain/states.ts';

export type KnownPaper = {
	roundId: string;
	personId: string;
	state: PaperState;
	handedInAt: Date | null;
	reviewedAt: Date | null;
	/** The paper itself, where whoever keeps it tells: by it the proposals that were made in it are found. */
	paperId?: string;
};

/** Whoever keeps the papers of rounds tells how far they have come, without a word of them. */
export type PaperStates = {
	statesOf: (tx: Tx, tenantId: string, roundIds: readonly string[]) => Promise<KnownPaper[]>;
};

let keeper: PaperStates | null = null;

/** Said once, by the feature that keeps the papers, when the application is loaded. */
export const registerPaperStates = (states: PaperStates): void => {
	keeper = states;
};

/** Papers of rounds; where nobody keeps papers there are none. */
export const paperStates = async (
	tx: Tx,
	tenantId: string,
	roundIds: readonly string[],
): Promise<KnownPaper[]> => (keeper && roundIds.length > 0 ? keeper.statesOf(tx, tenantId, roundIds) : []);
