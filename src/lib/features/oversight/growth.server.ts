import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { lookAt, type Scope } from './counted.server.ts';
import { keptDays } from './days.server.ts';
import type { DayChoice } from './domain/days.ts';
import {
	type AgeYear,
	ageYears,
	type GrowthRow,
	type GrowthToldAbove,
	type GrowthYear,
	growthRows,
	growthToldOf,
	growthYears,
} from './domain/growth.ts';
import { type Counts, EVERY_DOCUMENT, measures } from './domain/measures.ts';
import { presentQuarter } from './domain/period.ts';
import { oversightRuleOn } from './domain/rules.ts';
import type { QuarterCounts } from './domain/table.ts';
import { followedBy } from './following-units.server.ts';
import { type OverseenUnit, type Place, placeOf } from './place.server.ts';
import { isInside } from './policy.ts';

/** How many years growth is looked at. */
const YEARS = 5;

export type Growth = {
	unit: OverseenUnit;
	above: { id: string; name: string }[];
	inside: boolean;
	years: GrowthYear[];
	ages: AgeYear[];
	rows: GrowthRow[];
	smallestGroup: number;
	asOf: Day | null;
	countedAt: Date | null;
	keptFrom: Day | null;
	dayChoices: DayChoice[];
};

export type GrowthWanted = { unitId: string; asOf: Day | null; today: Day };

const changing = sql.join(
	measures.filter((one) => !['members', 'probationary'].includes(one)).map((one) => sql.ref(`f.${one}`)),
);

/**
 * The quarters of a unit over some years. Members are those at the end of the quarter, in the tree of that day; where days were not
 * kept yet, as they were counted first. What happened in a quarter is told as of the day.
 */
const quartersOf = async (tx: Tx, of: Scope, day: Day): Promise<QuarterCounts[]> => {
	const last = Number(day.slice(0, 4));
	const key = sql`h.tenant_id = ${of.tenantId} and h.unit_id = ${of.unitId} and h.document_id = ${EVERY_DOCUMENT}::text::uuid
		and h.year = y::smallint and h.quarter = q::smallint and not h.is_own`;
	const found = await sql<Counts & { year: number; quarter: number }>`
		select y as year, q as quarter, coalesce(s.members, 0) as members, coalesce(s.probationary, 0) as probationary, ${changing}
		from generate_series(${last - YEARS + 1}::int, ${last}::int) y cross join generate_series(1, 4) q
		cross join lateral (select least(${day}::date, (make_date(y, q * 3 - 2, 1) + interval '3 months')::date - 1) as closing) e
		cross join lateral (select * from unit_progress_history h where ${key} and h.valid_from <= ${day} order by h.valid_from desc limit 1) f
		left join lateral (
			(select h.members, h.probationary from unit_progress_history h where ${key} and h.valid_from <= e.closing and (h.valid_to is null or h.valid_to > e.closing))
			union all
			(select h.members, h.probationary from (select * from unit_progress_history h where ${key} order by h.valid_from limit 1) h where h.valid_from > e.closing)
			limit 1
		) s on true
		where f.valid_to is null or f.valid_to > ${day}`.execute(tx);
	return found.rows.map(({ year, quarter, ...counts }) => ({ year, quarter, counts }));
};

const scopeOf = (actor: Actor, unitId: string, { asOf, today }: GrowthWanted): Scope => {
	const day = asOf ?? today;
	return {
		tenantId: actor.tenantId,
		unitId,
		documentId: EVERY_DOCUMENT,
		year: Number(day.slice(0, 4)),
		today: day,
		asOf,
	};
};

const rowsBelow = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
	wanted: GrowthWanted,
	fromAbove: GrowthToldAbove | null,
): Promise<GrowthRow[]> => {
	const scope = scopeOf(actor, unitId, wanted);
	const [{ below, own }, followed] = await Promise.all([
		lookAt(tx, scope, presentQuarter(scope.today), { withLate: false }),
		followedBy(tx, actor),
	]);
	return growthRows({
		below: below.map((one) => ({ ...one, isFollowed: followed.has(one.id) })),
		own,
		now: { year: presentQuarter(scope.today).year, quarter: presentQuarter(scope.today).quarter ?? 4 },
		inside: isInside(actor, unitId),
		smallest: oversightRuleOn(scope.today).smallestGroup,
		fromAbove,
	});
};

/** What the pages above tell of a unit; null where the actor oversees nothing above. */
const toldAbove = async (
	tx: Tx,
	actor: Actor,
	{ unit, above }: Place,
	wanted: GrowthWanted,
): Promise<GrowthToldAbove | null> => {
	if (!unit.parentId || above.at(-1)?.id !== unit.parentId) return null;
	const parent = await placeOf(tx, actor, unit.parentId, wanted.asOf);
	const further = await toldAbove(tx, actor, parent, wanted);
	return growthToldOf(await rowsBelow(tx, actor, unit.parentId, wanted, further), unit.id);
};

/**
 * How the Party membership of a unit grew and ages, in counts: it reads rows of the unit and of those directly below it alone.
 * @throws Failure missing for whoever does not oversee the unit
 */
export const growthOf = async (tx: Tx, actor: Actor, wanted: GrowthWanted): Promise<Growth> => {
	const place = await placeOf(tx, actor, wanted.unitId, wanted.asOf);
	const { unit } = place;
	const day = wanted.asOf ?? wanted.today;
	const fromAbove = await toldAbove(tx, actor, place, wanted);
	const [quarters, rows, days] = await Promise.all([
		quartersOf(tx, scopeOf(actor, unit.id, wanted), day),
		rowsBelow(tx, actor, unit.id, wanted, fromAbove),
		keptDays(tx, actor.tenantId, wanted.today),
	]);
	const inside = isInside(actor, unit.id);
	const { smallestGroup } = oversightRuleOn(day);
	const { year, quarter } = presentQuarter(day);
	const given = {
		quarters,
		now: { year, quarter: quarter ?? 4 },
		years: YEARS,
		inside,
		smallest: smallestGroup,
		fromAbove,
	};
	return {
		unit,
		above: place.above.map(({ id, name }) => ({ id, name })),
		inside,
		years: growthYears(given),
		ages: ageYears(given),
		rows,
		smallestGroup,
		asOf: wanted.asOf,
		countedAt: days.countedAt,
		keptFrom: days.keptFrom,
		dayChoices: days.choices,
	};
};
