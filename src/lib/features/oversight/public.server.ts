import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { hasGoneDown } from './documents.server.ts';
import type { StageKey } from './domain/stages.ts';
import type { UnitRow } from './domain/table.ts';
import { firstOverseen, hasUnitsToOversee } from './policy.ts';
import { overviewOf } from './queries.server.ts';

export { hiddenGroups } from './domain/suppression.ts';

/** Where it is shown how a document goes down through the units that the actor oversees; null: nowhere. */
export const overviewLinkOf = async (tx: Tx, actor: Actor, documentId: string): Promise<string | null> => {
	const unitId = hasUnitsToOversee(actor) ? firstOverseen(actor) : null;
	if (!unitId || !(await hasGoneDown(tx, actor, unitId, documentId))) return null;
	return `/toan-canh/${unitId}?van-ban=${documentId}`;
};

/** What the records count of a unit in a year, as the actor may see it; `told` is false where it is about too few people. */
export type UnitFigures = {
	stages: { key: StageKey; have: number; of: number; told: boolean }[];
	/** More than is in the chain; null where it is not told. */
	more: UnitRow['more'];
	late: number;
	onTime: number;
};
type FiguresWanted = { unitId: string; year: number; today: Day };

const figuresOf = ({ stages, more, late, onTime }: UnitRow): UnitFigures => ({
	stages: stages.map(({ key, have, of, told }) => ({ key, have, of, told })),
	more,
	late,
	onTime,
});
const yearOf = (tx: Tx, actor: Actor, { unitId, year, today }: FiguresWanted) =>
	overviewOf(tx, actor, {
		unitId,
		period: { year, quarter: null },
		documentId: null,
		order: 'name',
		after: null,
		asOf: null,
		today,
		whole: true,
	});

/**
 * The figures of every unit directly below one, small groups left out as on its page.
 * @throws Failure missing for whoever does not oversee the unit
 */
export const figuresBelow = async (
	tx: Tx,
	actor: Actor,
	wanted: FiguresWanted,
): Promise<Map<string, UnitFigures>> =>
	new Map((await yearOf(tx, actor, wanted)).table.rows.map((row) => [row.id, figuresOf(row)]));

/** The figures of one unit, for whoever answers for it. @throws Failure missing */
export const figuresOfUnit = async (tx: Tx, actor: Actor, wanted: FiguresWanted): Promise<UnitFigures> =>
	figuresOf((await yearOf(tx, actor, wanted)).table.whole);
