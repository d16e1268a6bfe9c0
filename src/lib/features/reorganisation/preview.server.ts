import { sql } from 'kysely';
import { registersOf } from '#lib/features/papers/public.server.ts';
import { openWorkIn } from '#lib/features/programmes/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Role } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { WorkChoice } from './domain/acts.ts';
import type { Effects } from './domain/effects.ts';

/** What kinds of things can still be going on in a unit that ends. */
export const goingOnKinds = [
	'meeting',
	'study_round',
	'campaign',
	'review_round',
	'training_course',
	'proposal',
	'resolution',
	'intake',
] as const;
export type GoingOnKind = (typeof goingOnKinds)[number];

export type Flow = { fromId: string; toId: string; people: number; official: number };
export type RoleEnding = { unitId: string; role: Role; held: number };

/** What carrying a plan out would change, counted now: who goes where, what ends, what goes over, what stays. */
export type Preview = {
	flows: Flow[];
	roles: RoleEnding[];
	work: {
		unitId: string;
		toId: string | null;
		choice: WorkChoice;
		programmes: number;
		tasks: number;
		recurring: number;
	}[];
	goingOn: { unitId: string; kind: GoingOnKind; found: number }[];
	registers: { unitId: string; registers: number; lastNumber: number }[];
	/** Units that nobody would head: whoever is appointed is appointed there. */
	headless: string[];
};

const json = (rows: readonly unknown[]) => sql`${JSON.stringify(rows)}::text::jsonb`;
const list = (ids: readonly string[]) => sql`${`{${ids.join(',')}}`}::text::uuid[]`;

/** Memberships that go, by where they go from and to. */
const flowsOf = async (tx: Tx, tenantId: string, effects: Effects, day: Day): Promise<Flow[]> => {
	const found = await sql<Flow>`
		select m.unit_id as "fromId", coalesce(p."toId", s."successorId") as "toId", count(distinct m.person_id)::int as people,
			count(distinct m.person_id) filter (where m.standing = 'official')::int as official
		from membership m
		left join jsonb_to_recordset(${json(effects.ended)}) as s("unitId" uuid, "successorId" uuid) on s."unitId" = m.unit_id
		left join jsonb_to_recordset(${json(effects.parted)}) as p("personId" uuid, "fromId" uuid, "toId" uuid) on p."fromId" = m.unit_id and p."personId" = m.person_id
		where m.tenant_id = ${tenantId} and (m.valid_to is null or m.valid_to > ${day}) and coalesce(p."toId", s."successorId") is not null
		group by 1, 2`.execute(tx);
	return found.rows;
};

const endingRoles = sql`
	r.valid_to is null and (r.unit_id = any (e.ended) or exists (select from jsonb_to_recordset(e.parted) as x("personId" uuid, "fromId" uuid)
		where x."personId" = r.person_id and x."fromId" = r.unit_id))`;
const given = (effects: Effects) =>
	sql`(select ${list(effects.ended.map(({ unitId }) => unitId))} as ended, ${json(effects.parted)} as parted) e`;

const rolesOf = async (tx: Tx, tenantId: string, effects: Effects): Promise<RoleEnding[]> => {
	const found = await sql<RoleEnding>`
		select r.unit_id as "unitId", r.role, count(*)::int as held from role_assignment r, ${given(effects)}
		where r.tenant_id = ${tenantId} and ${endingRoles} group by 1, 2 order by 1, 2`.execute(tx);
	return found.rows;
};

/** Units that have people from the day on and nobody who is their secretary. */
const headlessOf = async (tx: Tx, tenantId: string, effects: Effects): Promise<string[]> => {
	const taking = [
		...new Set([
			...effects.founded.map(({ id }) => id),
			...effects.ended.flatMap(({ successorId }) => successorId ?? []),
		]),
	];
	const found = await sql<{ id: string }>`
		select x.id from unnest(${list(taking)}) as x(id), ${given(effects)}
		where not exists (select from role_assignment r where r.tenant_id = ${tenantId} and r.unit_id = x.id and r.role = 'secretary' and r.valid_to is null
			and not (${endingRoles}))`.execute(tx);
	return found.rows.map(({ id }) => id);
};

/** Counts everything that a plan would change. Titles and names are not read: whoever reorganises need not know them. */
export const previewOf = async (tx: Tx, tenantId: string, effects: Effects, day: Day): Promise<Preview> => {
	const ended = effects.ended.map(({ unitId }) => unitId);
	const goesTo = new Map(effects.ended.map((one) => [one.unitId, one]));
	const flows = await flowsOf(tx, tenantId, effects, day);
	const roles = await rolesOf(tx, tenantId, effects);
	const work = (await openWorkIn(tx, tenantId, ended)).map((one) => ({
		...one,
		toId: goesTo.get(one.unitId)?.successorId ?? null,
		choice: goesTo.get(one.unitId)?.successorId
			? (goesTo.get(one.unitId)?.work ?? 'pass')
			: ('stay' as const),
	}));
	const goingOn = await sql<{ unitId: string; kind: GoingOnKind; found: number }>`
		select unit_id as "unitId", kind, found from public.going_on_in(${list(ended)}) order by 1, 2`.execute(
		tx,
	);
	return {
		flows,
		roles,
		work,
		goingOn: goingOn.rows,
		registers: await registersOf(tx, tenantId, ended),
		headless: await headlessOf(tx, tenantId, effects),
	};
};

/** Who goes from which unit to which, by given name: a page of them. */
export const peopleGoing = async (
	tx: Tx,
	tenantId: string,
	effects: Effects,
	day: Day,
	{ page, size }: { page: number; size: number },
): Promise<{ personId: string; fullName: string; fromId: string; toId: string }[]> => {
	const found = await sql<{ personId: string; fullName: string; fromId: string; toId: string }>`
		select distinct p.id as "personId", p.full_name as "fullName", p.sort_key collate "vi-x-icu" as key, m.unit_id as "fromId", coalesce(x."toId", s."successorId") as "toId"
		from membership m join person p on p.tenant_id = m.tenant_id and p.id = m.person_id
		left join jsonb_to_recordset(${json(effects.ended)}) as s("unitId" uuid, "successorId" uuid) on s."unitId" = m.unit_id
		left join jsonb_to_recordset(${json(effects.parted)}) as x("personId" uuid, "fromId" uuid, "toId" uuid) on x."fromId" = m.unit_id and x."personId" = m.person_id
		where m.tenant_id = ${tenantId} and (m.valid_to is null or m.valid_to > ${day}) and coalesce(x."toId", s."successorId") is not null
		order by key, "personId", "fromId" limit ${size} offset ${(page - 1) * size}`.execute(tx);
	return found.rows;
};

/** Who gives up which role, by given name. */
export const holdersEnding = async (
	tx: Tx,
	tenantId: string,
	effects: Effects,
): Promise<{ id: string; personId: string; fullName: string; unitId: string; role: Role }[]> => {
	const found = await sql<{ id: string; personId: string; fullName: string; unitId: string; role: Role }>`
		select r.id, p.id as "personId", p.full_name as "fullName", r.unit_id as "unitId", r.role
		from role_assignment r join person p on p.tenant_id = r.tenant_id and p.id = r.person_id, ${given(effects)}
		where r.tenant_id = ${tenantId} and ${endingRoles} order by p.sort_key collate "vi-x-icu", r.id limit 2000`.execute(
		tx,
	);
	return found.rows;
};
