import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { KnownRound } from './facts.server.ts';

/** The duties of a round as they stand among all duties: who was urged here was urged there, and the other way round. */
export const duties = { attended: 'study_make_up', read: 'read', handed_in: 'study_paper' };

/** When each participant was last urged of something in a round, as far as the actor may see it. */
export const lastUrged = async (
	tx: Tx,
	round: Pick<KnownRound, 'id' | 'documentIds'>,
): Promise<Map<string, Date>> => {
	const found = await sql<{ personId: string; at: Date }>`
		select person_id as "personId", max(urged_at) as at from urge
		where tenant_id = (select meta.tenant()) and (subject_id = ${round.id} and kind = any(${`{${duties.attended},${duties.handed_in}}`}::text[])
			or subject_id = any(${`{${round.documentIds.join(',')}}`}::text::uuid[]) and kind = ${duties.read}) group by person_id`.execute(
		tx,
	);
	return new Map(found.rows.map(({ personId, at }) => [personId, at]));
};
