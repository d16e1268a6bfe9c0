import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';

export type OwnSession = { id: string; userAgent: string | null; createdAt: Date; usedAt: Date };

/** One's own sessions that are open, the last used first. */
export const ownSessions = async (tx: Tx, actor: Actor, now: Date): Promise<OwnSession[]> => {
	const found = await sql<OwnSession>`
		select s.id, s.user_agent as "userAgent", s.created_at as "createdAt", s.updated_at as "usedAt"
		from auth.session s join auth."user" u on u.id = s.user_id
		where u.tenant_id = ${actor.tenantId} and u.person_id = ${actor.personId} and s.expires_at > ${now}
		order by s.updated_at desc`.execute(tx);
	return found.rows;
};

export type Account = { login: string; locked: boolean; mustChange: boolean };

/** The accounts of people of the tenant, by person. */
export const accountsOf = async (
	tx: Tx,
	tenantId: string,
	personIds: readonly string[],
): Promise<Map<string, Account>> => {
	if (personIds.length === 0) return new Map();
	const found = await sql<Account & { personId: string }>`
		select person_id as "personId", username as login, locked_at is not null as locked, must_change_password as "mustChange"
		from auth."user" where tenant_id = ${tenantId} and person_id = any(${`{${personIds.join(',')}}`}::text::uuid[])`.execute(
		tx,
	);
	return new Map(found.rows.map(({ personId, ...account }) => [personId, account]));
};
