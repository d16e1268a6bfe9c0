import { sql } from 'kysely';
import { type KnownPaper, registerPaperStates } from '#lib/features/study/public.server.ts';

// Study rounds ask how far papers have come; they get states and moments, and no word.
registerPaperStates({
	statesOf: async (tx, tenantId, roundIds): Promise<KnownPaper[]> =>
		(
			await sql<KnownPaper>`
				select id as "paperId", round_id as "roundId", author_id as "personId", state, handed_in_at as "handedInAt", reviewed_at as "reviewedAt"
				from reflection where tenant_id = ${tenantId} and round_id = any(${`{${roundIds.join(',')}}`}::text::uuid[])`.execute(
				tx,
			)
		).rows,
});
