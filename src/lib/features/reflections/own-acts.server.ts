import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { actsOf, type Fields } from './domain/fields.ts';

/** Something that the actor wrote to do, in a study paper of their own that was handed in. */
export type OwnAct = {
	reflectionId: string;
	roundId: string;
	roundTitle: string;
	key: string;
	what: string;
	by: string;
};

/** The acts of the actor's own papers as they were handed in last, the latest paper first. */
export const ownActs = async (tx: Tx, actor: Actor, most = 40): Promise<OwnAct[]> => {
	if (!actor.personId) return [];
	const found = await sql<{ reflectionId: string; roundId: string; roundTitle: string; fields: Fields }>`
		select p.id as "reflectionId", p.round_id as "roundId", r.title as "roundTitle", v.fields from reflection p
		join reflection_version v on v.tenant_id = p.tenant_id and v.reflection_id = p.id and v.version = p.version
		join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id
		where p.tenant_id = ${actor.tenantId} and p.author_id = ${actor.personId} order by v.handed_in_at desc limit ${most}`.execute(
		tx,
	);
	return found.rows
		.flatMap(({ fields, ...paper }) => actsOf(fields).map((act) => ({ ...paper, ...act })))
		.slice(0, most);
};
