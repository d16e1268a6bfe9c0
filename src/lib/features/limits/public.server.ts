import { sql } from 'kysely';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, holds } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { forLevelAbove } from './domain/small-groups.ts';
import type { LimitKind, LimitState } from './domain/states.ts';
import { mayGive, type Receiver } from './policy.ts';

/** A limit of somebody, in a line. */
export type PersonalLimit = {
	id: string;
	kind: LimitKind;
	state: LimitState;
	fact: string;
	factOn: Day;
	givenOn: Day;
	endedOn: Day | null;
	steps: number;
	stepsDone: number;
	href: string;
};

/**
 * Limits of a person, the newest first: of the own ones all; of somebody else's those that are open and of which the actor
 * may know (row level security): none before the person was told, none that has ended.
 */
export const limitsOf = async (tx: Tx, actor: Actor, personId: string): Promise<PersonalLimit[]> => {
	const isOwn = actor.personId === personId;
	const found = await sql<PersonalLimit>`
		select l.id, l.kind, l.state, l.fact, l.fact_on as "factOn", (l.given_at at time zone 'Asia/Ho_Chi_Minh')::date as "givenOn",
			(l.closed_at at time zone 'Asia/Ho_Chi_Minh')::date as "endedOn", '/nhac-nho/' || l.id as href,
			(select count(*)::int from limit_step s where s.tenant_id = l.tenant_id and s.limit_id = l.id) as steps,
			(select count(*)::int from limit_step s where s.tenant_id = l.tenant_id and s.limit_id = l.id and s.done_at is not null) as "stepsDone"
		from personal_limit l
		where l.tenant_id = ${actor.tenantId} and l.person_id = ${personId} and (${isOwn} or l.state in ('given', 'answered'))
		order by l.given_at desc, l.id desc`.execute(tx);
	return found.rows;
};

/** How many open limits each of these people has, as far as the actor may know; who has none is not there. */
export const openLimitsPerPerson = async (
	tx: Tx,
	actor: Pick<Actor, 'tenantId'>,
	personIds: readonly string[],
): Promise<Map<string, number>> => {
	if (personIds.length === 0) return new Map();
	const found = await sql<{ personId: string; open: number }>`
		select person_id as "personId", count(*)::int as open from personal_limit
		where tenant_id = ${actor.tenantId} and state in ('given', 'answered') and person_id = any(${`{${personIds.join(',')}}`}::text::uuid[])
		group by person_id`.execute(tx);
	return new Map(found.rows.map(({ personId, open }) => [personId, open]));
};

/** For the record of a unit's year. `closed`: reviewed and set right. */
export type LimitCounts = { given: number; open: number; closed: number; withdrawn: number };

/**
 * How many limits a unit's people were given, have open, have put right in a period. Counts and no name: for who heads the
 * unit and for the offices above it; null for anybody else.
 */
export const limitCounts = async (
	tx: Tx,
	unitId: string,
	from: Day,
	to: Day,
): Promise<LimitCounts | null> => {
	const found = await sql<LimitCounts>`select * from public.limit_counts(${unitId}, ${from}, ${to})`.execute(
		tx,
	);
	return found.rows[0] ?? null;
};

/** The counts as a level above may see them: none of a unit with fewer than five people (domain.md 11). */
export const limitCountsFromAbove = async (
	tx: Tx,
	unitId: string,
	from: Day,
	to: Day,
): Promise<LimitCounts | null> => {
	const people = await peopleOfUnit(tx, unitId, to);
	const counts = await limitCounts(tx, unitId, from, to);
	return counts && forLevelAbove(counts, people.filter(({ standing }) => standing !== null).length);
};

/** Where who heads a unit begins a talk or a reminder with somebody; null for whoever gives none to this person. */
export const limitAddress = (
	actor: Actor,
	receiver: Pick<Receiver, 'personId' | 'unitId'>,
	fact?: { source: 'task' | 'paper'; id: string },
): string | null => {
	if (!holds(actor, receiver.unitId, 'secretary', 'deputy')) return null;
	if (!mayGive(actor, { ...receiver, aboveUnitId: null, isHead: false }).allowed) return null;
	const query = new URLSearchParams({
		nguoi: receiver.personId,
		...(fact ? { nguon: `${fact.source}:${fact.id}` } : {}),
	});
	return `/nhac-nho/moi?${query}`;
};
