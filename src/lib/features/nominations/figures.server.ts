import { findingsByKind } from '#lib/features/inspections/public.server.ts';
import { figuresBelow, figuresOfUnit, type UnitFigures } from '#lib/features/oversight/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, holds } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import {
	type Criterion,
	type Figure,
	type FigureSource,
	type Figures,
	noFigure,
	type Verified,
} from './domain/criteria.ts';
import type { KnownAward, KnownNomination, ToldValue } from './facts.server.ts';

/** Records of which kind an inspection looks at, for a figure. */
const inspectedAs: Partial<Record<FigureSource, 'task' | 'study_paper' | 'registration'>> = {
	tasks: 'task',
	on_time: 'task',
	results: 'task',
	late: 'task',
	study: 'study_paper',
	papers: 'study_paper',
	registration: 'registration',
	checks: 'registration',
};

const share = (have: number, of: number): Pick<Figure, 'amount' | 'have' | 'of'> =>
	of > 0 ? { amount: Math.round((have / of) * 1000) / 10, have, of } : { amount: null, have: null, of: null };
const hidden: Figure = { ...noFigure, from: 'hidden' };

/** A figure of the records; none where they have nothing of it. */
const counted = (source: FigureSource, figures: UnitFigures): Figure => {
	const of = (values: Pick<Figure, 'amount' | 'have' | 'of'>): Figure =>
		values.amount === null ? noFigure : { ...noFigure, ...values, from: 'records' };
	const number = (amount: number): Figure => of({ amount, have: null, of: null });
	const { more } = figures;
	if (source === 'late') return number(figures.late);
	if (source === 'papers') return more ? of(share(more.papers, more.papers_asked)) : hidden;
	if (source === 'examples') return more ? number(more.examples) : hidden;
	if (source === 'on_time') {
		const tasks = figures.stages.find(({ key }) => key === 'tasks')?.of ?? 0;
		return of(share(figures.onTime, tasks));
	}
	const stage = figures.stages.find(({ key }) => key === source);
	if (!stage) return noFigure;
	return stage.told ? of(share(stage.have, stage.of)) : hidden;
};

/** A year of which the records know nothing at all: the work was not kept here yet. */
const isBlank = ({ stages, late }: UnitFigures): boolean =>
	late === 0 && stages.every(({ told, of }) => told && of === 0);

/** What the unit tells, where the records have nothing. */
const toldFigure = (value: ToldValue | undefined): Figure => {
	const amount = value?.amount ?? (value?.isMet == null ? null : Number(value.isMet));
	return amount === null || !value ? noFigure : { ...noFigure, amount, from: 'unit', words: value.words };
};

/** The figures of a unit by the criteria of a title: counted first, else told. */
export const figuresBy = (
	criteria: readonly Criterion[],
	given: { records: UnitFigures | null; told: readonly ToldValue[]; found: ReadonlyMap<string, Verified> },
): Figures => {
	const records = given.records && !isBlank(given.records) ? given.records : null;
	return Object.fromEntries(
		criteria.map(({ key, source }): [string, Figure] => {
			const record = records ? counted(source, records) : noFigure;
			const value = given.told.find(({ criterion }) => criterion === key);
			const figure = record.from === 'none' ? toldFigure(value) : { ...record, words: value?.words ?? '' };
			const kind = inspectedAs[source];
			return [key, { ...figure, verified: kind ? (given.found.get(kind) ?? null) : null }];
		}),
	);
};

/** The figures of the records as the actor may see them: of the own unit all, of units below without small groups. */
const recordsFor = async (
	tx: Tx,
	actor: Actor,
	wanted: { units: readonly KnownNomination['unit'][]; year: number; today: Day },
): Promise<Map<string, UnitFigures>> => {
	const { year, today } = wanted;
	const all = new Map<string, UnitFigures>();
	const isOwn = ({ id }: { id: string }): boolean =>
		holds(actor, id, 'secretary', 'deputy', 'committee_member', 'clerk');
	for (const unit of wanted.units.filter(isOwn))
		all.set(unit.id, await figuresOfUnit(tx, actor, { unitId: unit.id, year, today }));
	const others = wanted.units.filter((unit) => !isOwn(unit));
	for (const parentId of new Set(others.flatMap((unit) => unit.parentId ?? []))) {
		const below = await figuresBelow(tx, actor, { unitId: parentId, year, today });
		for (const { id } of others) {
			const figures = below.get(id);
			if (figures) all.set(id, figures);
		}
	}
	return all;
};

/** The figures of nominated units, from the records of the year as they stand today, by what they tell, and by what inspections found. */
export const presentFigures = async (
	tx: Tx,
	actor: Actor,
	award: Pick<KnownAward, 'year' | 'rules'>,
	given: { units: readonly KnownNomination['unit'][]; told: readonly ToldValue[]; today: Day },
): Promise<Map<string, Figures>> => {
	const { units, told, today } = given;
	if (units.length === 0) return new Map();
	const records = await recordsFor(tx, actor, { units, year: award.year, today });
	const found = await findingsByKind(tx, {
		tenantId: actor.tenantId,
		unitIds: units.map(({ id }) => id),
		from: `${award.year}-01-01`,
		to: `${award.year}-12-31`,
	});
	return new Map(
		units.map(({ id }) => [
			id,
			figuresBy(award.rules.criteria, {
				records: records.get(id) ?? null,
				told: told.filter(({ unitId }) => unitId === id),
				found: new Map(
					found
						.filter(({ unitId }) => unitId === id)
						.map(({ kind, confirmed, looked }) => [kind, { confirmed, looked }]),
				),
			}),
		]),
	);
};
