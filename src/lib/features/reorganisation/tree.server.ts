import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { Act, KnownUnit } from './domain/acts.ts';
import { type Problem, problemsOf } from './domain/checks.ts';
import { placementOn } from './domain/placement.ts';

export type TreeUnit = KnownUnit & { shortName: string };

/** The living units at and below a home unit, with what the checks ask for; people as they will be on the day. */
export const treeBelow = async (
	tx: Tx,
	tenantId: string,
	home: { path: string },
	effectiveOn: Day,
): Promise<TreeUnit[]> => {
	const found = await sql<TreeUnit>`
		with belonging as (
			select unit_id, count(distinct person_id)::int as people, count(distinct person_id) filter (where standing = 'official')::int as official
			from membership where tenant_id = ${tenantId} and (valid_to is null or valid_to > ${effectiveOn}) group by 1
		)
		select u.id, u.name, u.short_name as "shortName", u.kind, u.parent_id as "parentId", u.founded_on as "foundedOn",
			coalesce((select max(n.valid_from) from unit_name n where n.tenant_id = u.tenant_id and n.unit_id = u.id), u.founded_on) as "namedOn",
			coalesce((select max(p.valid_from) from unit_place p where p.tenant_id = u.tenant_id and p.unit_id = u.id), u.founded_on) as "placedOn",
			coalesce(b.people, 0) as people, coalesce(b.official, 0) as official
		from unit u left join belonging b on b.unit_id = u.id
		where u.tenant_id = ${tenantId} and u.path <@ ${home.path}::ltree and u.dissolved_on is null
		order by u.path`.execute(tx);
	return found.rows;
};

export type PersonOfTree = { personId: string; unitId: string; name: string; isOfficial: boolean };

/** The people of units on the effective day, by given name. */
export const peopleOnDay = async (
	tx: Tx,
	tenantId: string,
	unitIds: readonly string[],
	effectiveOn: Day,
): Promise<PersonOfTree[]> => {
	if (unitIds.length === 0) return [];
	const found = await sql<PersonOfTree>`
		select p.id as "personId", m.unit_id as "unitId", p.full_name as name, bool_or(m.standing = 'official') as "isOfficial"
		from membership m join person p on p.tenant_id = m.tenant_id and p.id = m.person_id
		where m.tenant_id = ${tenantId} and m.unit_id = any (${`{${unitIds.join(',')}}`}::text::uuid[]) and (m.valid_to is null or m.valid_to > ${effectiveOn})
		group by p.id, m.unit_id, p.full_name, p.sort_key order by p.sort_key collate "vi-x-icu", p.id`.execute(
		tx,
	);
	return found.rows;
};

/** The tree on which acts are tried, and everything that is wrong with them. */
export const tryActs = async (
	tx: Tx,
	tenantId: string,
	home: { unitId: string; path: string },
	effectiveOn: Day,
	acts: readonly Act[],
): Promise<{ tree: TreeUnit[]; problems: Problem[] }> => {
	const tree = await treeBelow(tx, tenantId, home, effectiveOn);
	const split = acts.flatMap((act) => (act.kind === 'split' ? [act.sourceId] : []));
	const people = await peopleOnDay(tx, tenantId, split, effectiveOn);
	const problems = problemsOf(tree, acts, {
		homeId: home.unitId,
		effectiveOn,
		rule: placementOn(effectiveOn),
		people,
	});
	return { tree, problems };
};
