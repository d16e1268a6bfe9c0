import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { refused } from '#lib/shared/failures.ts';
import { mayExchange, mayKeepAddresses } from './policy.ts';

/** An organ with which messages are exchanged. */
export type Organ = { id: string; code: string; name: string; aliases: string[]; email: string };

const columns = sql`id, code, name, aliases, email`;

/** The address book in the order of names, for those who exchange messages somewhere. */
export const organsOf = async (tx: Tx, actor: Actor): Promise<Organ[]> => {
	if (actor.kind !== 'system') {
		const may = mayKeepAddresses(actor);
		if (!may.allowed) throw refused(may.key);
	}
	const found = await sql<Organ>`
		select ${columns} from exchange_organ
		where tenant_id = ${actor.tenantId} and unit_id is null and removed_at is null
		order by name collate "vi-x-icu", code limit 2000`.execute(tx);
	return found.rows;
};

/** The code and name under which a unit exchanges messages; null until somebody has said. */
export const ownOrganOf = async (tx: Tx, actor: Actor, unitId: string): Promise<Organ | null> => {
	const may = mayExchange(actor, unitId);
	if (!may.allowed) throw refused(may.key);
	const found = await sql<Organ>`
		select ${columns} from exchange_organ
		where tenant_id = ${actor.tenantId} and unit_id = ${unitId} and removed_at is null`.execute(tx);
	return found.rows[0] ?? null;
};
