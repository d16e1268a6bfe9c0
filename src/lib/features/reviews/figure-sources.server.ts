import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';

/** Whose figures of which days are wanted. */
export type FiguresWanted = {
	tenantId: string;
	unitId: string;
	personIds: readonly string[];
	from: Day;
	to: Day;
	today: Day;
};

/** One figure about one person: so many, of how many; `href` opens what is counted. */
export type PersonFigure = {
	personId: string;
	key: string;
	/** In the language of the request: "Nhiệm vụ đúng hạn". */
	name: string;
	value: number;
	/** The whole; null where the figure is a plain count. */
	of: number | null;
	href: string;
	/** What a form begins with, where the figure counts tasks. */
	tasks?: { planned: number; done: number; late: number };
};

/** What one figure counts, item by item. */
export type CountedItem = { personId: string; title: string; note: string; href: string; counts: boolean };

/** One figure about a whole unit in a year: the record of the year is made of them. */
export type YearFigure = {
	key: string;
	name: string;
	value: number;
	of: number | null;
	href: string;
	/** Of how many people it tells; above the unit it is left out where these are too few. Nothing: it is not about people. */
	people?: number;
	/** Names that the record says, where they are public in the unit. */
	names?: readonly string[];
};

/**
 * Where figures come from: a feature tells what it knows of people in a period, and of a unit in a year. It is loaded by the
 * entry points; under one name it is there once.
 */
export type FigureSource = {
	name: string;
	/** Of each person who is asked for; read in the actor's name, so that the fence holds. */
	figures?: (tx: Tx, wanted: FiguresWanted) => Promise<PersonFigure[]>;
	/** What the figure of this name counts, for `/danh-gia/so-lieu/[source]`. */
	items?: (tx: Tx, wanted: FiguresWanted) => Promise<CountedItem[]>;
	/** The title of that page. */
	title?: () => string;
	year?: (tx: Tx, actor: Actor, of: { unitId: string; year: number; today: Day }) => Promise<YearFigure[]>;
	/** Among the others the lighter goes first. */
	weight: number;
};

const sources = new Map<string, FigureSource>();

export const registerFigureSource = (source: FigureSource): void => {
	sources.set(source.name, source);
};

export const figureSources = (): FigureSource[] =>
	[...sources.values()].sort((one, other) => one.weight - other.weight || one.name.localeCompare(other.name));

/** The figures of people in a period, over all sources. */
export const figuresOf = async (tx: Tx, wanted: FiguresWanted): Promise<PersonFigure[]> => {
	if (wanted.personIds.length === 0) return [];
	const found = await Promise.all(figureSources().map((source) => source.figures?.(tx, wanted) ?? []));
	return found.flat();
};

/** Where a figure opens: what was counted, of one person or of the whole unit. */
export const countedAt = (
	source: string,
	{ unitId, personIds, from, to }: Pick<FiguresWanted, 'unitId' | 'personIds' | 'from' | 'to'>,
	personId?: string,
): string => {
	const only = personId ?? (personIds.length === 1 ? personIds[0] : undefined);
	return `/danh-gia/so-lieu/${source}?${new URLSearchParams({ 'don-vi': unitId, tu: from, den: to, ...(only ? { nguoi: only } : {}) })}`;
};

/** Who was of a unit at any time of a year. */
export const peopleInYear = async (
	tx: Tx,
	tenantId: string,
	unitId: string,
	year: number,
): Promise<string[]> =>
	(
		await sql<{ id: string }>`
			select distinct person_id as id from membership where tenant_id = ${tenantId} and unit_id = ${unitId}
				and valid_from <= ${`${year}-12-31`} and (valid_to is null or valid_to > ${`${year}-01-01`})`.execute(
			tx,
		)
	).rows.map(({ id }) => id);

/** An item of a figure; `late` where it was done and came late. */
export type CountedRow = CountedItem & { late?: boolean };

/**
 * Tells of a figure that counts rows: of each person, item by item, and of a unit in a year.
 * @param rowsOf what is counted; those that have no `counts` make up the whole
 */
export const registerCountedFigure = (
	name: string,
	weight: number,
	rowsOf: (tx: Tx, wanted: FiguresWanted) => Promise<CountedRow[]>,
	say: () => string,
): void =>
	registerFigureSource({
		name,
		weight,
		title: say,
		figures: async (tx, wanted): Promise<PersonFigure[]> => {
			const rows = await rowsOf(tx, wanted);
			return wanted.personIds.map((personId) => {
				const own = rows.filter((row) => row.personId === personId);
				const value = own.filter(({ counts }) => counts).length;
				const late = own.filter((row) => row.late).length;
				return {
					personId,
					key: name,
					name: say(),
					value,
					of: own.length,
					href: countedAt(name, wanted, personId),
					...(name === 'tasks' && own.length > 0
						? { tasks: { planned: own.length, done: value + late, late } }
						: {}),
				};
			});
		},
		items: async (tx, wanted): Promise<CountedItem[]> => rowsOf(tx, wanted),
		year: async (tx, actor, { unitId, year, today }): Promise<YearFigure[]> => {
			const wanted: FiguresWanted = {
				tenantId: actor.tenantId,
				unitId,
				personIds: await peopleInYear(tx, actor.tenantId, unitId, year),
				from: `${year}-01-01`,
				to: `${year}-12-31`,
				today,
			};
			const rows = wanted.personIds.length > 0 ? await rowsOf(tx, wanted) : [];
			return [
				{
					key: name,
					name: say(),
					value: rows.filter(({ counts }) => counts).length,
					of: rows.length,
					href: countedAt(name, { ...wanted, personIds: [] }),
					people: new Set(rows.map(({ personId }) => personId)).size,
				},
			];
		},
	});
