import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { PlaceHeld } from './policy.ts';

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

/**
 * The places by which a person's account is managed: those of today and to come; of somebody who has left everywhere,
 * those that they had.
 */
export const accountPlaces = async (
	tx: Tx,
	tenantId: string,
	personId: string,
	today: Day,
): Promise<(PlaceHeld & { unitId: string })[]> => {
	const found = await sql<PlaceHeld & { unitId: string; isOpen: boolean }>`
		select u.id as "unitId", u.path::text as path, x.role as "holdsRole", x.valid_to is null or x.valid_to > ${today} as "isOpen"
		from (
			select tenant_id, unit_id, valid_to, false as role from membership where tenant_id = ${tenantId} and person_id = ${personId}
			union all
			select tenant_id, unit_id, valid_to, true from role_assignment where tenant_id = ${tenantId} and person_id = ${personId}
		) x join unit u on u.tenant_id = x.tenant_id and u.id = x.unit_id`.execute(tx);
	const open = found.rows.filter(({ isOpen }) => isOpen);
	const places = open.length > 0 ? open : found.rows.map((place) => ({ ...place, holdsRole: false }));
	return places.map(({ unitId, path, holdsRole }) => ({ unitId, path, holdsRole }));
};
