import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';

/** What the study rounds of a document asked of a unit: papers of so many, so many handed in. */
export type PapersOfDocument = { required: number; handedIn: number; roundIds: string[] };

/** Papers that were written in a unit after studying a document; counts only, whoever asks. */
export const papersOfDocument = async (
	tx: Tx,
	of: { documentId: string; unitId: string },
): Promise<PapersOfDocument> => {
	const found = await sql<{ roundId: string; required: number; handedIn: number }>`
		select round_id as "roundId", required, handed_in as "handedIn" from public.reflections_of_document(${of.documentId}, ${of.unitId})`.execute(
		tx,
	);
	return {
		required: found.rows.reduce((sum, { required }) => sum + required, 0),
		handedIn: found.rows.reduce((sum, { handedIn }) => sum + handedIn, 0),
		roundIds: found.rows.map(({ roundId }) => roundId),
	};
};
