import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../database/transaction.ts';
import type { SealedEvent } from './chain.ts';

/** Events of a tenant in the form in which they are sealed, in the order of their ids. */
export const readEvents = async (
	tx: Tx,
	tenantId: string,
	which: RawBuilder<unknown>,
): Promise<SealedEvent[]> => {
	const found = await sql<SealedEvent>`
		select id, (extract(epoch from at) * 1000000)::bigint::text as at, verb, unit_id as "unitId", actor_person_id as "actorPersonId",
			actor_kind as "actorKind", subject_type as "subjectType", subject_id as "subjectId", document_id as "documentId",
			person_id as "personId", is_personal as "isPersonal", before, after, request_id as "requestId"
		from event where tenant_id = ${tenantId} and ${which}`.execute(tx);
	return found.rows;
};
