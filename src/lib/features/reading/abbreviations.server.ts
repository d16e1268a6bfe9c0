import { abbreviationsFor as abbreviationsOf } from '#lib/features/search/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Abbreviation } from './domain/abbreviations.ts';

/** Two letters ("TT", "CT") mean too many things to be explained where they stand. */
const SHORTEST = 3;

/** The abbreviations that hold in the organisation, as the reader explains them: one table for search and reader. */
export const abbreviationsFor = async (tx: Tx, tenantId: string): Promise<readonly Abbreviation[]> =>
	(await abbreviationsOf(tx, tenantId))
		.filter(({ short }) => short.length >= SHORTEST)
		.map(({ short, long }) => ({ short, full: long }));
