import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { ageBands } from './domain/growth.ts';
import { firstOverseen, mayFollowUnit, mayNote, mayTellAges, mayWithdrawNote } from './policy.ts';

export type UnitNote = {
	id: string;
	notedOn: Day;
	body: string;
	isShared: boolean;
	authorName: string;
	mayWithdraw: boolean;
};
export type Following = {
	mayFollow: boolean;
	isFollowed: boolean;
	mayNote: boolean;
	notes: UnitNote[];
};

/** Notes of a unit that the actor may read (the database decides), the newest first. @param until of a past day those until then */
const notesOf = async (tx: Tx, actor: Actor, unitId: string, until: Day): Promise<UnitNote[]> => {
	const found = await sql<Omit<UnitNote, 'mayWithdraw'> & { authorId: string }>`
		select n.id, n.noted_on as "notedOn", n.body, n.is_shared as "isShared", p.full_name as "authorName", n.author_id as "authorId"
		from unit_note n join person p on p.tenant_id = n.tenant_id and p.id = n.author_id
		where n.tenant_id = ${actor.tenantId} and n.unit_id = ${unitId} and n.withdrawn_at is null and n.noted_on <= ${until}
		order by n.noted_on desc, n.id desc limit 50`.execute(tx);
	return found.rows.map(({ authorId, ...note }) => ({
		...note,
		mayWithdraw: mayWithdrawNote(actor, { authorId }).allowed,
	}));
};

/** Whether the actor follows a unit and may note something of it, and what was noted. */
export const followingOf = async (
	tx: Tx,
	actor: Actor,
	unit: { id: string; path: string },
	until: Day,
): Promise<Following> => {
	const found =
		await sql`select from unit_following where tenant_id = ${actor.tenantId} and person_id = ${actor.personId} and unit_id = ${unit.id}`.execute(
			tx,
		);
	return {
		mayFollow: mayFollowUnit(actor, unit).allowed,
		isFollowed: found.rows.length > 0,
		mayNote: mayNote(actor, unit).allowed,
		notes: await notesOf(tx, actor, unit.id, until),
	};
};

export type FollowedUnit = { id: string; name: string; aboveName: string | null; notedOn: Day | null };

/** The units that the actor follows, apart from the one with which the pages begin, with the day of the last own note. */
export const followedUnits = async (
	tx: Tx,
	actor: Actor,
	ids: ReadonlySet<string>,
): Promise<FollowedUnit[]> => {
	const first = firstOverseen(actor);
	const wanted = [...ids].filter((id) => id !== first);
	if (wanted.length === 0) return [];
	const found = await sql<FollowedUnit>`
		select u.id, u.short_name as name, a.short_name as "aboveName", (select max(n.noted_on) from unit_note n
			where n.tenant_id = u.tenant_id and n.unit_id = u.id and n.author_id = ${actor.personId} and n.withdrawn_at is null) as "notedOn"
		from unit u left join unit a on a.tenant_id = u.tenant_id and a.id = u.parent_id
		where u.tenant_id = ${actor.tenantId} and u.id = any(${`{${wanted.join(',')}}`}::text::uuid[]) and u.dissolved_on is null
		order by u.short_name collate "vi-x-icu"`.execute(tx);
	return found.rows;
};

export type ToldAges = { year: number } & Record<(typeof ageBands)[number], number>;

/** What the unit told of the age of its members, for those who may tell it; null for all others. */
export const toldAgesOf = async (tx: Tx, actor: Actor, unitId: string): Promise<ToldAges[] | null> => {
	if (!mayTellAges(actor, unitId).allowed) return null;
	return tx
		.selectFrom('unit_ages')
		.select(['year', ...ageBands])
		.where('tenant_id', '=', actor.tenantId)
		.where('unit_id', '=', unitId)
		.orderBy('year', 'desc')
		.execute();
};
