import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { moveMemberships } from './records-memberships.server.ts';
import { endRoles } from './records-roles.server.ts';

type Write = Pick<CommandContext, 'tx' | 'actor' | 'today'>;

/** What a decision changes in the tree from a day on: to be carried out as a whole. */
export type TreeChange = {
	effectiveOn: Day;
	decisionNumber: string;
	/** The unit above all that is touched. */
	homeId: string;
	founded: readonly {
		id: string;
		kind: string;
		name: string;
		shortName: string;
		sign: string;
		parentId: string;
	}[];
	ended: readonly { unitId: string; successorId: string | null }[];
	moved: readonly { unitId: string; parentId: string }[];
	renamed: readonly { unitId: string; name: string; shortName: string }[];
	parted: readonly { personId: string; fromId: string; toId: string }[];
};

export const rowsOf = (rows: readonly unknown[]) => sql`${JSON.stringify(rows)}::text::jsonb`;

const foundUnits = async ({ tx, actor }: Write, change: TreeChange): Promise<void> => {
	if (change.founded.length === 0) return;
	const rows = rowsOf(change.founded);
	const { effectiveOn, decisionNumber } = change;
	// The path is put right with all others in the end.
	await sql`
		with x as (select * from jsonb_to_recordset(${rows}) as x(id uuid, kind text, name text, "shortName" text, sign text, "parentId" uuid)),
		founded as (
			insert into unit (tenant_id, id, kind, name, short_name, sign, parent_id, path, founded_on)
			select ${actor.tenantId}, id, kind, name, "shortName", sign, "parentId", replace(id::text, '-', '')::ltree, ${effectiveOn} from x returning id
		)
		select count(*) from founded`.execute(tx);
	await sql`
		insert into unit_name (tenant_id, unit_id, valid_from, name, short_name, decision_number)
		select ${actor.tenantId}, id, ${effectiveOn}, name, "shortName", ${decisionNumber} from jsonb_to_recordset(${rows}) as x(id uuid, name text, "shortName" text)`.execute(
		tx,
	);
	await sql`
		insert into unit_place (tenant_id, unit_id, valid_from, parent_id, decision_number)
		select ${actor.tenantId}, id, ${effectiveOn}, "parentId", ${decisionNumber} from jsonb_to_recordset(${rows}) as x(id uuid, "parentId" uuid)`.execute(
		tx,
	);
};

const endUnits = async ({ tx, actor }: Write, { ended, effectiveOn }: TreeChange): Promise<void> => {
	if (ended.length === 0) return;
	const ids = `{${ended.map(({ unitId }) => unitId).join(',')}}`;
	await sql`update unit set dissolved_on = ${effectiveOn} where tenant_id = ${actor.tenantId} and id = any (${ids}::text::uuid[])`.execute(
		tx,
	);
	for (const table of ['unit_name', 'unit_place'] as const)
		await sql`update ${sql.table(table)} set valid_to = ${effectiveOn}
			where tenant_id = ${actor.tenantId} and unit_id = any (${ids}::text::uuid[]) and (valid_to is null or valid_to > ${effectiveOn})`.execute(
			tx,
		);
};

const moveUnits = async (
	{ tx, actor }: Write,
	{ moved, effectiveOn, decisionNumber }: TreeChange,
): Promise<void> => {
	if (moved.length === 0) return;
	const x = sql`jsonb_to_recordset(${rowsOf(moved)}) as x("unitId" uuid, "parentId" uuid)`;
	await sql`update unit_place p set valid_to = ${effectiveOn} from ${x} where p.tenant_id = ${actor.tenantId} and p.unit_id = x."unitId" and p.valid_to is null`.execute(
		tx,
	);
	await sql`insert into unit_place (tenant_id, unit_id, valid_from, parent_id, decision_number)
		select ${actor.tenantId}, x."unitId", ${effectiveOn}, x."parentId", ${decisionNumber} from ${x}`.execute(
		tx,
	);
	await sql`update unit u set parent_id = x."parentId" from ${x} where u.tenant_id = ${actor.tenantId} and u.id = x."unitId"`.execute(
		tx,
	);
};

const renameUnits = async (
	{ tx, actor }: Write,
	{ renamed, effectiveOn, decisionNumber }: TreeChange,
): Promise<void> => {
	if (renamed.length === 0) return;
	const x = sql`jsonb_to_recordset(${rowsOf(renamed)}) as x("unitId" uuid, name text, "shortName" text)`;
	await sql`update unit_name n set valid_to = ${effectiveOn} from ${x} where n.tenant_id = ${actor.tenantId} and n.unit_id = x."unitId" and n.valid_to is null`.execute(
		tx,
	);
	await sql`insert into unit_name (tenant_id, unit_id, valid_from, name, short_name, decision_number)
		select ${actor.tenantId}, x."unitId", ${effectiveOn}, x.name, x."shortName", ${decisionNumber} from ${x}`.execute(
		tx,
	);
	await sql`update unit u set name = x.name, short_name = x."shortName" from ${x} where u.tenant_id = ${actor.tenantId} and u.id = x."unitId"`.execute(
		tx,
	);
};

/** Today's paths below the home unit, from the parents; those that are ended stay below their last parent. */
const refreshPaths = async ({ tx, actor }: Write, homeId: string): Promise<number> => {
	const done = await sql`
		with recursive tree as (
			select id, path from unit where tenant_id = ${actor.tenantId} and id = ${homeId}
			union all
			select u.id, t.path || replace(u.id::text, '-', '')::ltree from tree t join unit u on u.tenant_id = ${actor.tenantId} and u.parent_id = t.id
		)
		update unit u set path = t.path from tree t where u.tenant_id = ${actor.tenantId} and u.id = t.id and u.path <> t.path`.execute(
		tx,
	);
	return Number(done.numAffectedRows ?? 0);
};

/**
 * Carries out a change of the tree, each kind of row in one statement, however many units and people there are. What was
 * true before the day stays as it was.
 * @returns how many memberships went to another unit, how many roles ended, and how many units stand elsewhere now
 */
export const changeTree = async (
	context: Write,
	change: TreeChange,
): Promise<{ people: number; roles: number; places: number }> => {
	await foundUnits(context, change);
	await moveUnits(context, change);
	await renameUnits(context, change);
	await endUnits(context, change);
	const people = await moveMemberships(context, change);
	const roles = await endRoles(context, change);
	return { people, roles, places: await refreshPaths(context, change.homeId) };
};
