import { type Verified, verifiedUnits } from '#lib/features/inspections/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { lookAt, type Scope } from './counted.server.ts';
import { keptDays } from './days.server.ts';
import { type DocumentChoice, documentChoices, documentOf } from './documents.server.ts';
import type { DayChoice } from './domain/days.ts';
import type { LateAge } from './domain/late.ts';
import { EVERY_DOCUMENT } from './domain/measures.ts';
import { daysOf, type Period } from './domain/period.ts';
import { oversightRuleOn } from './domain/rules.ts';
import { type Median, type OversightTable, type RowOrder, type Told, tableOf } from './domain/table.ts';
import { deliveredOf } from './figures.server.ts';
import { followedBy } from './following-units.server.ts';
import { lateAgesOf } from './late.server.ts';
import { type OverseenUnit, type Place, placeOf } from './place.server.ts';
import { isInside } from './policy.ts';

/** Rows of a page; more come by the key of the last one. */
const A_PAGE = 100;

export type Overview = {
	unit: OverseenUnit;
	/** From the highest unit that the actor oversees down to the one above this. */
	above: { id: string; name: string }[];
	inside: boolean;
	period: Period;
	document: DocumentChoice | null;
	documents: DocumentChoice[];
	table: OversightTable;
	/** What like units below the same superior come to. */
	like: Median | null;
	/** How many units there are below, and the key by which the next page of them begins. */
	units: number;
	next: string | null;
	order: RowOrder;
	enoughShare: number;
	smallestGroup: number;
	countedAt: Date | null;
	/** The unit stands for another organisation: as of when the figures of that one were counted; null: it stands for none. */
	delivered: { countedAt: Date | null } | null;
	/** The past day as of which everything is told; null: now. */
	asOf: Day | null;
	/** Since when days are kept; null where nothing was counted yet. */
	keptFrom: Day | null;
	dayChoices: DayChoice[];
	/** Units of the page of which an inspection was concluded in the period. */
	verified: Verified[];
	/** Open tasks by how long they have been late; null as of a past day, of which it is not kept. */
	lateAges: LateAge[] | null;
};

export type Wanted = {
	unitId: string;
	period: Period;
	documentId: string | null;
	order: RowOrder;
	after: string | null;
	/** A past day as of which everything is told; null: now. */
	asOf: Day | null;
	/** Now; with `asOf` it is that day which counts. */
	today: Day;
	/** All rows at once, for a file. */
	whole?: boolean;
};

/** What is beside a unit: what the page above tells of it, and what like units come to. */
type Beside = { told: Told; medians: Median[] };

/**
 * The page of the superior unit, as the actor sees it, and those above that one: what is left out there to cover a small group is not
 * told by going down either. Null where the actor oversees nothing above.
 */
const besideOf = async (
	tx: Tx,
	actor: Actor,
	{ unit, above }: Place,
	wanted: Wanted,
	scopeOf: (unitId: string) => Scope,
): Promise<Beside | null> => {
	const last = above.at(-1);
	if (!unit.parentId || last?.id !== unit.parentId) return null;
	const parent = await placeOf(tx, actor, unit.parentId, wanted.asOf);
	const scope = scopeOf(unit.parentId);
	const period = scope.year === null ? null : wanted.period;
	const [beside, { whole, below, own }] = await Promise.all([
		besideOf(tx, actor, parent, wanted, scopeOf),
		lookAt(tx, scope, period, { withLate: false }),
	]);
	const table = tableOf({
		whole,
		own,
		below,
		period,
		inside: isInside(actor, unit.parentId),
		order: 'name',
		rule: oversightRuleOn(scope.today),
		fromAbove: beside?.told ?? null,
	});
	const row = table.rows.find(({ id }) => id === unit.id);
	const told = {
		stages: row?.stages.map((stage) => stage.told) ?? [],
		people: row ? row.people !== null : true,
	};
	return { told, medians: table.medians };
};

/**
 * A unit and the units directly below it along the chain, from kept sums: it reads rows of these units alone, so the top costs what
 * the bottom costs.
 * @throws Failure missing for whoever does not oversee the unit
 */
export const overviewOf = async (tx: Tx, actor: Actor, wanted: Wanted): Promise<Overview> => {
	const { tenantId } = actor;
	const { asOf } = wanted;
	const day = asOf ?? wanted.today;
	const place = await placeOf(tx, actor, wanted.unitId, asOf);
	const { unit } = place;
	const rule = oversightRuleOn(day);
	const document = wanted.documentId ? await documentOf(tx, actor, unit.id, wanted.documentId) : null;
	const period = document ? null : wanted.period;
	const scopeOf = (unitId: string): Scope => ({
		tenantId,
		unitId,
		documentId: document?.id ?? EVERY_DOCUMENT,
		year: period?.year ?? null,
		today: day,
		asOf,
	});
	const [looked, documents, days, beside, followed, delivered] = await Promise.all([
		lookAt(tx, scopeOf(unit.id), period, { withLate: true }),
		documentChoices(tx, actor, unit.id, asOf),
		keptDays(tx, tenantId, wanted.today),
		besideOf(tx, actor, place, wanted, scopeOf),
		followedBy(tx, actor),
		asOf ? null : deliveredOf(tx, tenantId, unit.id),
	]);
	const inside = isInside(actor, unit.id);
	const table = tableOf({
		...looked,
		below: looked.below.map((one) => ({ ...one, isFollowed: followed.has(one.id) })),
		period,
		inside,
		order: wanted.order,
		rule,
		fromAbove: beside?.told ?? null,
	});
	const [verified, lateAges] = await Promise.all([
		verifiedUnits(tx, {
			tenantId,
			unitIds: [unit.id, ...table.rows.map(({ id }) => id)],
			from: period ? daysOf(period).from : '2000-01-01',
			to: period && daysOf(period).to < day ? daysOf(period).to : day,
		}),
		asOf || table.whole.late === 0 ? null : lateAgesOf(tx, scopeOf(unit.id), period),
	]);
	const start = wanted.after ? table.rows.findIndex(({ id }) => id === wanted.after) + 1 : 0;
	const shown = wanted.whole ? table.rows : table.rows.slice(start, start + A_PAGE);
	const hasMore = !wanted.whole && start + A_PAGE < table.rows.length;
	return {
		unit,
		above: place.above.map(({ id, name }) => ({ id, name })),
		inside,
		period: wanted.period,
		document,
		documents,
		table: { ...table, rows: shown },
		like: beside?.medians.find(({ kind }) => kind === unit.kind) ?? null,
		units: table.rows.length,
		next: hasMore ? (shown.at(-1)?.id ?? null) : null,
		order: wanted.order,
		enoughShare: rule.enoughShare,
		smallestGroup: rule.smallestGroup,
		countedAt: days.countedAt,
		delivered,
		asOf,
		keptFrom: days.keptFrom,
		dayChoices: days.choices,
		verified,
		lateAges,
	};
};
