import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { TreeChange } from './records-tree.server.ts';

/**
 * Ends the roles that are held in units that end, and those of people in a unit that they leave. A role that began only
 * after the day was really held until today; one that has not begun falls away.
 * @returns how many roles end
 */
export const endRoles = async (
	{ tx, actor, today }: Pick<CommandContext, 'tx' | 'actor' | 'today'>,
	{ effectiveOn, ended, parted }: Pick<TreeChange, 'effectiveOn' | 'ended' | 'parted'>,
): Promise<number> => {
	if (ended.length === 0 && parted.length === 0) return 0;
	const going = sql`
		going as materialized (
			select r.id, r.valid_from from role_assignment r
			where r.tenant_id = ${actor.tenantId} and (r.valid_to is null or r.valid_to > ${effectiveOn})
				and (r.unit_id = any (${`{${ended.map(({ unitId }) => unitId).join(',')}}`}::text::uuid[])
					or exists (select from jsonb_to_recordset(${JSON.stringify(parted)}::text::jsonb) as x("personId" uuid, "fromId" uuid)
						where x."personId" = r.person_id and x."fromId" = r.unit_id))
		)`;
	const done = await sql<{ ended: number }>`
		with ${going},
		closed as (
			update role_assignment r set valid_to = case when g.valid_from < ${effectiveOn} then ${effectiveOn}::date else greatest(${today}::date, g.valid_from + 1) end
			from going g where r.tenant_id = ${actor.tenantId} and r.id = g.id and (g.valid_from < ${effectiveOn} or g.valid_from <= ${today}) returning r.id
		),
		dropped as (
			delete from role_assignment r using going g where r.tenant_id = ${actor.tenantId} and r.id = g.id and g.valid_from >= ${effectiveOn} and g.valid_from > ${today} returning r.id
		)
		select ((select count(*) from closed) + (select count(*) from dropped))::int as ended`.execute(tx);
	return done.rows[0]?.ended ?? 0;
};
