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

export type AccountsBelow = {
	people: number;
	accounts: number;
	without: { personId: string; fullName: string; unitName: string }[];
	withoutTotal: number;
	locked: { personId: string; fullName: string; unitName: string }[];
};

/** How many people at or below some places have an account today, and (at most `most` of each) who has none or a locked one. */
export const accountsBelow = async (
	tx: Tx,
	tenantId: string,
	paths: readonly string[],
	today: Day,
	most: number,
): Promise<AccountsBelow> => {
	const found = await sql<AccountsBelow>`
		with here as (
			select distinct on (x.person_id) x.person_id, u.short_name
			from (
				select unit_id, person_id from membership where tenant_id = ${tenantId} and valid_from <= ${today} and (valid_to is null or valid_to > ${today})
				union
				select unit_id, person_id from role_assignment where tenant_id = ${tenantId} and valid_from <= ${today} and (valid_to is null or valid_to > ${today})
			) x join unit u on u.tenant_id = ${tenantId} and u.id = x.unit_id
			where u.path <@ (${`{${paths.join(',')}}`}::text[])::ltree[]
			order by x.person_id, u.path
		), known as (
			select h.person_id, h.short_name, p.full_name, p.sort_key, a.id as account_id, a.locked_at,
				row_number() over (partition by a.id is null, a.locked_at is null order by p.sort_key collate "vi-x-icu", p.id) as place
			from here h
			join person p on p.tenant_id = ${tenantId} and p.id = h.person_id
			left join auth."user" a on a.tenant_id = ${tenantId} and a.person_id = h.person_id
		), shown as (
			select *, jsonb_build_object('personId', person_id, 'fullName', full_name, 'unitName', short_name) as entry from known where place <= ${most}
		)
		select (select count(*)::int from known) as people,
			(select count(account_id)::int from known) as accounts,
			(select count(*)::int from known where account_id is null) as "withoutTotal",
			(select coalesce(jsonb_agg(entry order by place), '[]') from shown where account_id is null) as without,
			(select coalesce(jsonb_agg(entry order by place), '[]') from shown where locked_at is not null) as locked`.execute(
		tx,
	);
	return found.rows[0] ?? { people: 0, accounts: 0, without: [], withoutTotal: 0, locked: [] };
};
