import { type Counts, noCounts, sumOf } from './measures.ts';
import { hiddenGroups } from './suppression.ts';
import type { QuarterCounts, UnitCounts } from './table.ts';

export const ageBands = ['aged_30', 'aged_40', 'aged_50', 'aged_60', 'aged_more'] as const;
export type AgeBand = (typeof ageBands)[number];
export const flows = ['admitted', 'made_official', 'came', 'went', 'ended'] as const;
export type Flow = (typeof flows)[number];

/** A figure; null where it is about too few people to be told. */
export type Told = number | null;

export type GrowthYear = { year: number; members: Told; probationary: Told } & Record<Flow, Told>;
export type AgeYear = {
	year: number;
	bands: Record<AgeBand, Told>;
	/** Of how many members the age was told; and of how many it was not. */
	sum: Told;
	untold: Told;
};
export type GrowthRow = {
	id: string;
	name: string;
	kind: string;
	hasBelow: boolean;
	isFollowed: boolean;
	members: Told;
	/** More or fewer than at the end of the year before. */
	change: Told;
	admitted: Told;
	/** Members up to 30 years of age, in per cent of those of whom the age was told. */
	youngShare: Told;
};

/** Which figures about a unit the page above tells. */
export type GrowthToldAbove = { members: boolean; admitted: boolean; young: boolean };

type Point = { year: number; quarter: number };
const at = (quarters: readonly QuarterCounts[], point: Point): Counts =>
	quarters.find(({ year, quarter }) => year === point.year && quarter === point.quarter)?.counts ??
	noCounts();
const inYear = (quarters: readonly QuarterCounts[], wanted: number): Counts =>
	sumOf(quarters.filter(({ year }) => year === wanted).map(({ counts }) => counts));

const toldIf = (isTold: boolean, count: number): Told => (isTold ? count : null);
/** A count that may stand by itself: of nobody, or of enough. */
const enough = (count: number, smallest: number): boolean => count === 0 || count >= smallest;

type Given = {
	/** Of the whole, of as many years as are told. */
	quarters: readonly QuarterCounts[];
	/** The quarter of the day of which is told. */
	now: Point;
	years: number;
	inside: boolean;
	smallest: number;
	fromAbove: GrowthToldAbove | null;
};

/** Members at the end of each year, the last one now, and how they became more or fewer. */
export const growthYears = ({ quarters, now, years, inside, smallest, fromAbove }: Given): GrowthYear[] =>
	Array.from({ length: years }, (_year, index) => now.year - years + 1 + index).map((year) => {
		const state = at(quarters, { year, quarter: year === now.year ? now.quarter : 4 });
		const sum = inYear(quarters, year);
		const isTold = (count: number): boolean =>
			inside || ((fromAbove?.members ?? true) && enough(count, smallest));
		const told = (flow: Flow): Told =>
			toldIf(
				isTold(sum[flow]) && (inside || flow !== 'admitted' || (fromAbove?.admitted ?? true)),
				sum[flow],
			);
		return {
			year,
			members: toldIf(isTold(state.members), state.members),
			// Official ones follow from the two: both are told, or one alone.
			probationary: toldIf(
				isTold(state.probationary) && isTold(state.members - state.probationary),
				state.probationary,
			),
			admitted: told('admitted'),
			made_official: told('made_official'),
			came: told('came'),
			went: told('went'),
			ended: told('ended'),
		};
	});

/** Members by age at the end of each year of which something was told. Bands of too few are left out so that none is found from the sum. */
export const ageYears = ({ quarters, now, years, inside, smallest, fromAbove }: Given): AgeYear[] =>
	Array.from({ length: years }, (_year, index) => now.year - years + 1 + index).flatMap((year) => {
		const counts = at(quarters, { year, quarter: 4 });
		const sum = ageBands.reduce((total, band) => total + counts[band], 0);
		if (sum === 0) return [];
		const state = year === now.year ? at(quarters, now) : counts;
		const untold = Math.max(0, state.members - sum);
		const hidden = inside
			? { ids: new Set<string>(), sumToo: false }
			: hiddenGroups(
					[...ageBands.map((band) => ({ id: band, size: counts[band] })), { id: 'untold', size: untold }],
					smallest,
				);
		const all = inside || ((fromAbove?.members ?? true) && (fromAbove?.young ?? true) && !hidden.sumToo);
		const bands = Object.fromEntries(
			ageBands.map((band) => [band, toldIf(all && !hidden.ids.has(band), counts[band])]),
		) as Record<AgeBand, Told>;
		return [
			{
				year,
				bands,
				sum: toldIf(all && !hidden.ids.has('untold'), sum),
				untold: toldIf(all && !hidden.ids.has('untold'), untold),
			},
		];
	});

type RowsGiven = {
	below: readonly UnitCounts[];
	own: UnitCounts | null;
	now: Point;
	inside: boolean;
	smallest: number;
	fromAbove: GrowthToldAbove | null;
};

type Figures = {
	unit: UnitCounts;
	id: string;
	members: number;
	before: number;
	admitted: number;
	young: number;
	aged: number;
};

const figuresOf = (unit: UnitCounts, id: string, now: Point): Figures => {
	const aged = [now.year, now.year - 1]
		.map((year) => at(unit.quarters, { year, quarter: 4 }))
		.find((counts) => ageBands.some((band) => counts[band] > 0));
	return {
		unit,
		id,
		members: at(unit.quarters, now).members,
		before: at(unit.quarters, { year: now.year - 1, quarter: 4 }).members,
		admitted: inYear(unit.quarters, now.year).admitted,
		young: aged?.aged_30 ?? 0,
		aged: aged ? ageBands.reduce((sum, band) => sum + aged[band], 0) : 0,
	};
};

/** The units directly below, and the unit's own people last. What is about too few is left out, and with it what would give it away. */
export const growthRows = ({ below, own, now, inside, smallest, fromAbove }: RowsGiven): GrowthRow[] => {
	const all = [
		...below.map((unit) => figuresOf(unit, unit.id, now)),
		...(own && below.length > 0 ? [figuresOf(own, `own ${own.id}`, now)] : []),
	];
	const hide = (size: (one: Figures) => number, also?: ReadonlySet<string>) =>
		hiddenGroups(
			all.map((one) => ({ id: one.id, size: size(one) })),
			smallest,
			also,
		);
	const members = hide(({ members: count }) => count);
	const earlier = hide(({ before }) => before, members.ids);
	const admitted = hide((one) => one.admitted, members.ids);
	const young = hide((one) => one.young, members.ids);
	const collator = new Intl.Collator('vi', { numeric: true });
	return all
		.map((one): GrowthRow & { isOwn: boolean } => {
			const isOwn = one.id.startsWith('own ');
			const knows = inside && isOwn;
			const open = knows || inside || (fromAbove?.members ?? true);
			const told = open && (knows || !members.ids.has(one.id));
			return {
				id: one.unit.id,
				name: one.unit.name,
				kind: one.unit.kind,
				hasBelow: one.unit.hasBelow,
				isFollowed: one.unit.isFollowed,
				isOwn,
				members: toldIf(told, one.members),
				change: toldIf(told && (knows || !earlier.ids.has(one.id)), one.members - one.before),
				admitted: toldIf(told && (knows || !admitted.ids.has(one.id)), one.admitted),
				youngShare:
					told && one.aged >= smallest && (knows || !young.ids.has(one.id))
						? (one.young / one.aged) * 100
						: null,
			};
		})
		.sort(
			(left, right) =>
				Number(left.isOwn) - Number(right.isOwn) ||
				Number(right.isFollowed) - Number(left.isFollowed) ||
				collator.compare(left.name, right.name) ||
				left.id.localeCompare(right.id),
		)
		.map(({ isOwn: _isOwn, ...row }) => row);
};

/** What the page of a unit tells of one directly below it; nothing more is told there. */
export const growthToldOf = (rows: readonly GrowthRow[], unitId: string): GrowthToldAbove => {
	const row = rows.find(({ id }) => id === unitId);
	return {
		members: row ? row.members !== null : true,
		admitted: row ? row.admitted !== null : true,
		young: row ? row.youngShare !== null || row.members === null : true,
	};
};
