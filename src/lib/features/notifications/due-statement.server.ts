import { type RawBuilder, sql } from 'kysely';
import type { Role } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { DueItem } from './domain/due.ts';
import type { DueList, DueWanted } from './due-sources.server.ts';

/*
 * The frame of the statement of a source. The source tells in a CTE what waits for whom and by when,
 * duty(kind, id, person_id, unit_id, due_on, …); the frame limits it to what is wanted, counts each kind and keeps the most pressing:
 *
 *	with duty as (select 'talk_write' as kind, …), ${numberedDuties(wanted)}
 *	select ${dutyColumns}, t.theme from numbered n join talk t on …
 *	${firstOfKind(wanted)}
 */

/** To what a source limits its duties; what is left out is no condition. */
type Limits = { [Key in 'personIds' | 'unitId' | 'unitIds' | 'until']?: DueWanted[Key] | undefined };

const isOneOf = (column: string, ids: readonly string[]): RawBuilder<unknown> =>
	sql`and ${sql.ref(column)} = any(${`{${ids.join(',')}}`}::text::uuid[])`;

/** The condition of a source on the person of a row: nothing where all people are wanted. @param column `t.owner_id` */
export const inPeople = ({ personIds }: Limits, column: string): RawBuilder<unknown> =>
	personIds ? isOneOf(column, personIds) : sql``;

/** The condition of a source on the unit of a row: nothing where no unit is wanted. @param column `t.unit_id` */
export const inUnits = ({ unitId, unitIds }: Limits, column: string): RawBuilder<unknown> => {
	const wanted = unitIds ?? (unitId ? [unitId] : null);
	return wanted ? isOneOf(column, wanted) : sql``;
};

/** The condition of a source on the day by which a row is due: nothing where no last day is wanted. @param column `t.due_on` */
export const dueBy = ({ until }: Limits, column: string): RawBuilder<unknown> =>
	until ? sql`and ${sql.ref(column)} <= ${until}` : sql``;

/** The day on which it is asked: the one that is wanted, else the present one in Việt Nam, whatever the database takes for its own. */
export const dayOfAsking = ({ today }: Pick<DueWanted, 'today'>): RawBuilder<Day> =>
	today ? sql`${today}::date` : sql`(now() at time zone 'Asia/Ho_Chi_Minh')::date`;

/** The day of a moment in Việt Nam. @param column `t.presented_at` */
export const localDay = (column: string): RawBuilder<Day> =>
	sql`(${sql.ref(column)} at time zone 'Asia/Ho_Chi_Minh')::date`;

/**
 * The condition that a role is held in a unit on a day:
 * `join role_assignment a on ${holdingRole(wanted, 'r.unit_id', ['secretary', 'deputy'])}`. Who holds two of the roles is there twice.
 * @param unit a column of the query around
 * @param detail `day`, where it is not the day on which it is asked; `as`, where the table does not go by `a`
 */
export const holdingRole = (
	wanted: Pick<DueWanted, 'tenantId' | 'today'>,
	unit: string,
	roles: readonly Role[],
	{ day = dayOfAsking(wanted), as = 'a' }: { day?: RawBuilder<unknown>; as?: string } = {},
): RawBuilder<unknown> => {
	const of = (column: string) => sql.ref(`${as}.${column}`);
	return sql`${of('tenant_id')} = ${wanted.tenantId} and ${of('unit_id')} = ${sql.ref(unit)}
		and ${of('role')} in (${sql.join(roles.map((role) => sql.lit(role)))})
		and ${of('valid_from')} <= ${day} and (${of('valid_to')} is null or ${of('valid_to')} > ${day})`;
};

/**
 * The CTE `numbered`, over one named `duty`: the duties that are wanted, each with how many there are of its kind (`total`) and which of
 * them it is (`nth`, the most pressing first).
 * @param limits without those that the source has laid on its tables already
 */
export const numberedDuties = (limits: Limits = {}): RawBuilder<unknown> => sql`numbered as (
	select d.*, count(*) over (partition by d.kind) as total, row_number() over (partition by d.kind order by d.due_on, d.id, d.person_id) as nth
	from duty d where true ${inPeople(limits, 'd.person_id')} ${inUnits(limits, 'd.unit_id')} ${dueBy(limits, 'd.due_on')}
)`;

/** A row of a source: what `dutyColumns` tells of `numbered n`. */
export type DueRow<Kind extends string> = {
	kind: Kind;
	id: string;
	personId: string;
	unitId: string;
	dueOn: Day;
	total: number;
};

/** What every row of a source has, from `numbered n`. */
export const dutyColumns: RawBuilder<unknown> = sql`n.kind, n.id, n.person_id as "personId", n.unit_id as "unitId", n.due_on as "dueOn", n.total`;

/** The end of the statement: no more of a kind than wanted, the most pressing first. */
export const firstOfKind = ({ most }: Pick<DueWanted, 'most'>): RawBuilder<unknown> =>
	sql`${most ? sql`where n.nth <= ${most}` : sql``} order by n.due_on, n.id, n.person_id`;

/** What an item has from its row. A letter does not name it and it goes to who heads the unit, unless the source says otherwise. */
export const dutyOf = <Kind extends string>({
	kind,
	id,
	personId,
	unitId,
	dueOn,
}: Omit<DueRow<Kind>, 'total'>) =>
	({
		kind,
		subjectId: id,
		personId,
		unitId,
		dueOn,
		openName: null,
		supervisorId: null,
	}) satisfies Partial<DueItem>;

/** What a source tells, from its rows. @param kinds all that the statement may tell of: where there is no row the total is 0 */
export const dueList = <Row extends { kind: string; total: number }>(
	rows: readonly Row[],
	itemOf: (row: Row) => DueItem,
	kinds: readonly Row['kind'][],
): DueList => ({
	items: rows.map(itemOf),
	totals: Object.fromEntries(kinds.map((kind) => [kind, rows.find((row) => row.kind === kind)?.total ?? 0])),
});
