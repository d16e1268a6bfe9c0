import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';

/** What the trace tells of a section: counts of people, never a name. Null: too few to be told of to the actor. */
export type SectionCommitments = {
	/** Null: of the document as a whole. */
	sectionId: string | null;
	campaignId: string;
	registered: number | null;
	/** The latest quarter that was checked; null: none was. */
	quarter: number | null;
	checked: number | null;
	met: number | null;
	partly: number | null;
	notMet: number | null;
};

/**
 * What people of these units registered by the latest campaign that comes from a document, section by section, and what the check of the
 * latest quarter found. No rows: no campaign comes from it here.
 */
export const commitmentsOnDocument = async (
	tx: Tx,
	documentId: string,
	unitIds: readonly string[],
): Promise<SectionCommitments[]> => {
	const found = await sql<SectionCommitments>`
		select section_id as "sectionId", campaign_id as "campaignId", registered, quarter, checked, met, partly, not_met as "notMet"
		from public.commitment_counts(${documentId}, ${`{${unitIds.join(',')}}`}::text::uuid[])`.execute(tx);
	const known = found.rows.find(({ sectionId }) => sectionId === null);
	if (!known) return [];
	// Clauses that a content names and for which nobody registered are open places.
	const named = await sql<{ sectionId: string }>`
		select distinct x.section_id as "sectionId" from campaign_item i join clause x on x.tenant_id = i.tenant_id and x.id = i.clause_id
		where i.tenant_id = (select meta.tenant()) and i.campaign_id = ${known.campaignId} and i.kind = 'content' and x.document_id = ${documentId}`.execute(
		tx,
	);
	const none = {
		...known,
		registered: 0,
		quarter: null,
		checked: null,
		met: null,
		partly: null,
		notMet: null,
	};
	return [
		...found.rows,
		...named.rows
			.filter(({ sectionId }) => !found.rows.some((row) => row.sectionId === sectionId))
			.map(({ sectionId }) => ({ ...none, sectionId })),
	];
};
