import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Role, Standing } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';

export type Unit = {
	id: string;
	kind: string;
	name: string;
	shortName: string;
	sign: string;
	path: string;
	parentId: string | null;
	/** The day from which it is no more; null while it is there. */
	dissolvedOn: Day | null;
};
export type PersonOfUnit = {
	personId: string;
	fullName: string;
	sortKey: string;
	jobTitle: string;
	membershipId: string | null;
	standing: Standing | null;
	roles: { id: string; role: Role; from: Day }[];
};

const unitColumns = [
	'id',
	'kind',
	'name',
	'short_name as shortName',
	'sign',
	'path',
	'parent_id as parentId',
	'dissolved_on as dissolvedOn',
] as const;

/** A unit of the tenant, or null. */
export const unitById = async (tx: Tx, unitId: string): Promise<Unit | null> =>
	(await tx.selectFrom('unit').select(unitColumns).where('id', '=', unitId).executeTakeFirst()) ?? null;

/** @throws Failure missing */
export const requireUnit = async (tx: Tx, unitId: string): Promise<Unit> => {
	const unit = await unitById(tx, unitId);
	if (!unit) throw missing('failure_not_found');
	return unit;
};

/** The unit at the top of the organisation: what comes for the organisation comes to its office. @throws Failure missing */
export const rootUnit = async (tx: Tx, tenantId: string): Promise<Unit> => {
	const root = await tx
		.selectFrom('unit')
		.select(unitColumns)
		.where('tenant_id', '=', tenantId)
		.where('parent_id', 'is', null)
		.where('dissolved_on', 'is', null)
		.orderBy('founded_on')
		.orderBy('id')
		.limit(1)
		.executeTakeFirst();
	if (!root) throw missing('failure_not_found');
	return root;
};

/** The units at or below any of these places, in the order of the tree, with the number of their people. */
export const unitsBelow = async (
	tx: Tx,
	paths: string[],
	today: Day,
): Promise<(Unit & { people: number })[]> => {
	if (paths.length === 0) return [];
	const rows = await sql<Unit & { people: number }>`
		select u.id, u.kind, u.name, u.short_name as "shortName", u.sign, u.path::text as path, u.parent_id as "parentId", u.dissolved_on as "dissolvedOn",
			(select count(*)::int from membership m where m.tenant_id = u.tenant_id and m.unit_id = u.id
				and m.valid_from <= ${today} and (m.valid_to is null or m.valid_to > ${today})) as people
		from unit u
		where u.path <@ (${`{${paths.join(',')}}`}::text[])::ltree[] and u.dissolved_on is null
		order by u.path`.execute(tx);
	return rows.rows;
};

/** Is any unit under this one? */
export const hasUnitsBelow = async (tx: Tx, unitId: string): Promise<boolean> =>
	(await tx
		.selectFrom('unit')
		.select('id')
		.where('parent_id', '=', unitId)
		.where('dissolved_on', 'is', null)
		.limit(1)
		.executeTakeFirst()) !== undefined;

/** Everybody who has a membership or a role in the unit on a day, by given name. */
export const peopleOfUnit = async (tx: Tx, unitId: string, today: Day): Promise<PersonOfUnit[]> => {
	const rows = await sql<PersonOfUnit>`
		select p.id as "personId", p.full_name as "fullName", p.sort_key as "sortKey", p.job_title as "jobTitle",
			m.id as "membershipId", m.standing, coalesce(r.roles, '[]') as roles
		from person p
		left join membership m on m.tenant_id = p.tenant_id and m.person_id = p.id and m.unit_id = ${unitId}
			and m.valid_from <= ${today} and (m.valid_to is null or m.valid_to > ${today})
		left join lateral (
			select jsonb_agg(jsonb_build_object('id', ra.id, 'role', ra.role, 'from', ra.valid_from) order by ra.valid_from) as roles
			from role_assignment ra where ra.tenant_id = p.tenant_id and ra.person_id = p.id and ra.unit_id = ${unitId}
				and ra.valid_from <= ${today} and (ra.valid_to is null or ra.valid_to > ${today})) r on true
		where m.id is not null or r.roles is not null
		order by p.sort_key collate "vi-x-icu", p.id`.execute(tx);
	return rows.rows;
};

/** A person of the tenant, with the unit of their present membership or role. */
export const personById = async (tx: Tx, personId: string) => {
	const person = await tx
		.selectFrom('person')
		.select(['id', 'full_name as fullName', 'job_title as jobTitle', 'email'])
		.where('id', '=', personId)
		.executeTakeFirst();
	if (!person) throw missing('failure_not_found');
	return person;
};

export type HistoryEntry = {
	id: string;
	unitId: string;
	unitName: string;
	path: string;
	what: string;
	from: Day;
	to: Day | null;
	decisionNumber: string | null;
};

/** Where a person was a member, and which roles they held, newest first. */
export const historyOf = async (
	tx: Tx,
	personId: string,
): Promise<{ memberships: HistoryEntry[]; roles: HistoryEntry[] }> => {
	const memberships = await tx
		.selectFrom('membership as m')
		.innerJoin('unit as u', (join) =>
			join.onRef('u.tenant_id', '=', 'm.tenant_id').onRef('u.id', '=', 'm.unit_id'),
		)
		.select([
			'm.id',
			'u.id as unitId',
			'u.name as unitName',
			'u.path',
			'm.standing as what',
			'm.valid_from as from',
			'm.valid_to as to',
		])
		.where('m.person_id', '=', personId)
		.orderBy('m.valid_from', 'desc')
		.execute();
	const roles = await tx
		.selectFrom('role_assignment as r')
		.innerJoin('unit as u', (join) =>
			join.onRef('u.tenant_id', '=', 'r.tenant_id').onRef('u.id', '=', 'r.unit_id'),
		)
		.select([
			'r.id',
			'u.id as unitId',
			'u.name as unitName',
			'u.path',
			'r.role as what',
			'r.valid_from as from',
			'r.valid_to as to',
			'r.decision_number as decisionNumber',
		])
		.where('r.person_id', '=', personId)
		.orderBy('r.valid_from', 'desc')
		.execute();
	return { memberships: memberships.map((entry) => ({ ...entry, decisionNumber: null })), roles };
};

/** The names that a unit has borne, newest first. */
export const namesOfUnit = (tx: Tx, unitId: string) =>
	tx
		.selectFrom('unit_name')
		.select([
			'name',
			'short_name as shortName',
			'valid_from as from',
			'valid_to as to',
			'decision_number as decisionNumber',
		])
		.where('unit_id', '=', unitId)
		.orderBy('valid_from', 'desc')
		.execute();

/** Who holds one of these roles in a unit on a day. */
export const rolesIn = async (
	tx: Tx,
	tenantId: string,
	unitId: string,
	roles: readonly string[],
	day: Day,
): Promise<string[]> => {
	const found = await sql<{ personId: string }>`
		select distinct person_id as "personId" from role_assignment
		where tenant_id = ${tenantId} and unit_id = ${unitId} and role = any(${`{${roles.join(',')}}`}::text[])
			and valid_from <= ${day} and (valid_to is null or valid_to > ${day})`.execute(tx);
	return found.rows.map(({ personId }) => personId);
};
