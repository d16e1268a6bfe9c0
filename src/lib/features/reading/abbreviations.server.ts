import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Abbreviation, shippedAbbreviations } from './domain/abbreviations.ts';

/** The abbreviations of the organisation. One door, so that a table of its own can stand behind it. */
export const abbreviationsFor = async (_tx: Tx): Promise<readonly Abbreviation[]> => shippedAbbreviations;
