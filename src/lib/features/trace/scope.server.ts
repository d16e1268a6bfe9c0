import { type RawBuilder, sql } from 'kysely';

/** The units whose figures and tasks are counted: the unit alone, or with those below it. */
export const unitsInScope = (
	head: { tenantId: string; unit: { id: string; path: string } },
	below: boolean,
): RawBuilder<unknown> =>
	below
		? sql`select id from unit where tenant_id = ${head.tenantId} and path <@ ${head.unit.path}::ltree`
		: sql`select ${head.unit.id}::uuid`;
