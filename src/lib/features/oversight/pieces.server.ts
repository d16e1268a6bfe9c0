import { type RawBuilder, sql } from 'kysely';

const uuids = (ids: readonly string[]): RawBuilder<unknown> => sql`${`{${ids.join(',')}}`}::text::uuid[]`;

/** Of which units: `column` is the unit of a row. */
export const among = (
	column: RawBuilder<unknown>,
	{ unitIds }: { unitIds: readonly string[] | null },
): RawBuilder<unknown> => (unitIds ? sql`${column} = any(${uuids(unitIds)})` : sql`true`);

/** The columns `year` and `quarter` of a day. */
export const yearAndQuarter = (day: RawBuilder<unknown>): RawBuilder<unknown> =>
	sql`extract(year from ${day})::int as year, extract(quarter from ${day})::int as quarter`;

/** Of a unit that has ended the quarters in which it had work; that it had members is no work. */
export const hasWork = sql`(c.documents <> 0 or c.study_asked <> 0 or c.tasks <> 0 or c.register_asked <> 0 or c.checks_asked <> 0 or c.examples <> 0 or c.rated <> 0)`;
