import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';

/** The units that the actor follows: as the officer assigned to them, or by an act of their own. */
export const followedBy = async (tx: Tx, actor: Actor): Promise<Set<string>> => {
	const assigned = actor.roles.filter(({ role }) => role === 'higher_officer').map(({ unitId }) => unitId);
	if (!actor.personId) return new Set(assigned);
	const found = await sql<{
		id: string;
	}>`select unit_id as id from unit_following where tenant_id = ${actor.tenantId} and person_id = ${actor.personId}`.execute(
		tx,
	);
	return new Set([...assigned, ...found.rows.map(({ id }) => id)]);
};
