import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';
import { ownAsCountedOn, unitsAsCountedOn } from './as-of.server.ts';
import { type Counts, measures } from './domain/measures.ts';
import { daysOf, isOfPeriod, type Period, passedDays, presentQuarter } from './domain/period.ts';
import type { QuarterCounts, UnitCounts } from './domain/table.ts';
import { hasWork } from './pieces.server.ts';

/** `year`: that year and the one before; null: all years (of one document). */
export type Scope = {
	tenantId: string;
	unitId: string;
	documentId: string;
	year: number | null;
	today: Day;
	/** A day that is over, as of which everything is told; null: as it is now. */
	asOf: Day | null;
};

/** A unit in a quarter, as rows come; without a year where it has no counts. */
export type CountRow = Counts & {
	id: string;
	name: string;
	kind: string;
	people: number;
	has_below: boolean;
	year: number | null;
	quarter: number | null;
	/** Open tasks of the quarter that are late. */
	late: number;
};

const columns = sql.join(measures.map((measure) => sql.ref(`c.${measure}`)));
const inYears = (year: number | null) => (year === null ? sql`true` : sql`c.year in (${year}, ${year - 1})`);

const grouped = (rows: readonly CountRow[], period: Period | null): UnitCounts[] => {
	const units = new Map<string, UnitCounts & { quarters: QuarterCounts[] }>();
	for (const { id, name, kind, people, has_below, year, quarter, late, ...counts } of rows) {
		const unit = units.get(id) ?? {
			id,
			name,
			kind,
			people,
			hasBelow: has_below,
			quarters: [],
			late: 0,
			isFollowed: false,
		};
		units.set(id, unit);
		if (year === null || quarter === null) continue;
		unit.quarters.push({ year, quarter, counts });
		if (!period || isOfPeriod({ year, quarter }, period)) unit.late += late;
	}
	return [...units.values()];
};

/** The unit itself with all that is below it, and each Party unit directly below; mass organisations count within the unit. */
const unitRows = async (tx: Tx, of: Scope): Promise<CountRow[]> => {
	const found = await sql<CountRow>`
		select u.id, u.short_name as name, u.kind, coalesce(p.below, 0) as people, c.year, c.quarter, ${columns}, 0 as late,
			exists (select from unit b where b.tenant_id = u.tenant_id and b.parent_id = u.id and b.kind <> 'mass_organisation') as has_below
		from unit u
		left join unit_people p on p.tenant_id = u.tenant_id and p.unit_id = u.id
		left join unit_progress c on c.tenant_id = u.tenant_id and c.unit_id = u.id and c.document_id = ${of.documentId}::text::uuid and ${inYears(of.year)}
		where u.tenant_id = ${of.tenantId} and (u.id = ${of.unitId} or (u.parent_id = ${of.unitId} and u.kind <> 'mass_organisation')) and (u.id = ${of.unitId} or u.dissolved_on is null or ${hasWork})`.execute(
		tx,
	);
	return found.rows;
};

/** What the unit's own people did, without those below. */
const ownRows = async (tx: Tx, of: Scope): Promise<CountRow[]> => {
	const found = await sql<CountRow>`
		select u.id, u.short_name as name, u.kind, coalesce(p.own, 0) as people, c.year, c.quarter, ${columns}, 0 as late, false as has_below
		from unit u
		left join unit_people p on p.tenant_id = u.tenant_id and p.unit_id = u.id
		left join unit_own_progress c on c.tenant_id = u.tenant_id and c.unit_id = u.id and c.document_id = ${of.documentId}::text::uuid and ${inYears(of.year)}
		where u.tenant_id = ${of.tenantId} and u.id = ${of.unitId}`.execute(tx);
	return found.rows;
};

/**
 * Late tasks of the unit and of those directly below it: what is open and was due on a day that has passed. Quarters that are over
 * count their open tasks as they stand; of the present one the days before today are looked at.
 * @param days of the period that have passed; null: all until today
 */
const lateIn = async (
	tx: Tx,
	of: Scope,
	days: { from: Day; to: Day } | null,
): Promise<Map<string, number>> => {
	const present = daysOf(presentQuarter(of.today));
	const until = days?.to ?? addDays(of.today, -1);
	const from = days?.from ?? '1930-01-01';
	// Whole quarters before the present one, by their first day.
	const found = await sql<{ id: string; late: number; own: boolean }>`
		with units as (select id from unit where tenant_id = ${of.tenantId} and (id = ${of.unitId} or parent_id = ${of.unitId}))
		select id, sum(late)::int as late, false as own from (
			select c.unit_id as id, c.tasks_open as late from units u
				join unit_progress c on c.tenant_id = ${of.tenantId} and c.unit_id = u.id and c.document_id = ${of.documentId}::text::uuid
				where make_date(c.year, c.quarter * 3 - 2, 1) between ${from} and ${until} and make_date(c.year, c.quarter * 3 - 2, 1) < ${present.from}
			union all
			select d.unit_id, d.below from units u
				join unit_due d on d.tenant_id = ${of.tenantId} and d.unit_id = u.id and d.document_id = ${of.documentId}::text::uuid
				where d.due_on between greatest(${from}::date, ${present.from}::date) and ${until}
		) both_kinds group by id
		union all
		select unit_id, sum(own)::int, true from unit_due where tenant_id = ${of.tenantId} and unit_id = ${of.unitId} and document_id = ${of.documentId}::text::uuid
			and due_on between ${from} and ${until} group by unit_id`.execute(tx);
	return new Map(found.rows.map(({ id, late, own }) => [own ? `own ${id}` : id, late]));
};

export type Looked = { whole: UnitCounts; below: UnitCounts[]; own: UnitCounts | null };

/**
 * What a page tells of a unit and of those directly below it, now or as of a day that is over.
 * @param period of which late tasks are told; null: of all (of one document)
 */
export const lookAt = async (
	tx: Tx,
	of: Scope,
	period: Period | null,
	{ withLate }: { withLate: boolean },
): Promise<Looked> => {
	const days = period ? passedDays(period, of.today) : null;
	const isLateAsked = withLate && !of.asOf && (!period || days !== null);
	const [rows, own, late] = await Promise.all([
		of.asOf ? unitsAsCountedOn(tx, of, of.asOf) : unitRows(tx, of),
		of.asOf ? ownAsCountedOn(tx, of, of.asOf) : ownRows(tx, of),
		isLateAsked ? lateIn(tx, of, days) : Promise.resolve(null),
	]);
	const units = grouped(rows, period).map((unit) =>
		late ? { ...unit, late: late.get(unit.id) ?? 0 } : unit,
	);
	const whole = units.find(({ id }) => id === of.unitId);
	if (!whole) throw new Error('the overseen unit is gone');
	const [alone] = grouped(own, period);
	return {
		whole,
		below: units.filter(({ id }) => id !== of.unitId),
		own:
			alone && (alone.quarters.length > 0 || alone.people > 0)
				? late
					? { ...alone, late: late.get(`own ${alone.id}`) ?? 0 }
					: alone
				: null,
	};
};
