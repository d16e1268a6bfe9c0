import { hiddenGroups } from '#lib/features/oversight/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { type SentBelow, sentBelow } from './counts.server.ts';
import { isShown, sumBelow } from './domain/consolidate.ts';
import { type FigureKey, type Figures, figureKeys } from './domain/figures.ts';
import type { Gathers } from './domain/kinds.ts';
import type { PeriodKind } from './domain/periods.ts';
import { type Counted, countOwed, isLate, type Progress } from './domain/states.ts';
import { type Owed, owedReports } from './facts.server.ts';
import { mayGather, mayReceive, mayUrge, mayWrite } from './policy.ts';

/** How far back the table goes, and how many periods it has at most. */
const BACK_DAYS = 400;
const MOST_PERIODS = 6;
const A_PAGE = 100;
/** Figures about fewer people than this are not shown beside others (domain.md 11). */
const SMALLEST_GROUP = 5;

export type Cell = {
	id: string;
	progress: Progress;
	isLate: boolean;
	wasSent: boolean;
	dueOn: Day;
	urgedAt: Date | null;
};
export type MatrixPeriod = { period: PeriodKind; from: Day; to: Day; kindId: string; counted: Counted };
export type Matrix = {
	kinds: { key: string; name: string }[];
	kindKey: string | null;
	periods: MatrixPeriod[];
	rows: { unitId: string; name: string; cells: (Cell | null)[] }[];
	onlyLate: boolean;
	found: number;
	page: number;
	size: number;
	mayUrge: boolean;
	mayRead: boolean;
};

const cellOf = (one: Owed, today: Day): Cell => {
	const progress = one.state ?? 'none';
	return {
		id: one.id,
		progress,
		isLate: isLate({ progress, dueOn: one.dueOn, hasAbove: true, wasSent: one.wasSent }, today),
		wasSent: one.wasSent,
		dueOn: one.dueOn,
		urgedAt: one.urgedAt,
	};
};

/**
 * Units directly below against the periods of one kind of report: what each has sent and who is behind.
 * @throws Failure missing for whoever has no business with it
 */
export const matrixPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; kindKey: string | null; onlyLate: boolean; page: number; today: Day },
): Promise<Matrix> => {
	const { unitId, today } = wanted;
	if (!mayGather(actor, unitId).allowed) throw missing('failure_not_found');
	const all = await owedReports(tx, actor.tenantId, {
		since: addDays(today, -BACK_DAYS),
		until: today,
		aboveUnitId: unitId,
	});
	const kinds = [...new Map(all.map(({ kindKey, kindName }) => [kindKey, kindName]))].map(([key, name]) => ({
		key,
		name,
	}));
	const kindKey = kinds.find(({ key }) => key === wanted.kindKey)?.key ?? kinds[0]?.key ?? null;
	const owed = all.filter((one) => one.kindKey === kindKey);
	const froms = [...new Set(owed.map(({ periodFrom }) => periodFrom))].sort().slice(-MOST_PERIODS);
	const periods = froms.map((from): MatrixPeriod => {
		const of = owed.filter(({ periodFrom }) => periodFrom === from);
		const first = of[0] as Owed;
		return {
			period: first.period,
			from,
			to: first.periodTo,
			kindId: first.kindId,
			counted: countOwed(
				of.map((one) => ({ ...one, progress: one.state ?? 'none', hasAbove: true })),
				today,
			),
		};
	});
	const units = new Map(owed.map(({ unitId: id, unitName }) => [id, unitName]));
	const rows = [...units]
		.map(([id, name]) => ({
			unitId: id,
			name,
			cells: froms.map((from) => {
				const one = owed.find((row) => row.unitId === id && row.periodFrom === from);
				return one ? cellOf(one, today) : null;
			}),
		}))
		.filter(({ cells }) => !wanted.onlyLate || cells.some((cell) => cell?.isLate))
		.sort((one, other) => one.name.localeCompare(other.name, 'vi'));
	return {
		kinds,
		kindKey,
		periods,
		rows: rows.slice((wanted.page - 1) * A_PAGE, wanted.page * A_PAGE),
		onlyLate: wanted.onlyLate,
		found: rows.length,
		page: wanted.page,
		size: A_PAGE,
		mayUrge: mayUrge(actor, unitId).allowed,
		mayRead: mayReceive(actor, unitId),
	};
};

export type GatheredSection = {
	key: string;
	part: string;
	title: string;
	gathers: Gathers | null;
	texts: { reportId: string; unitName: string; body: string }[];
};
export type Gathered = {
	kindName: string;
	kindKey: string;
	period: PeriodKind;
	periodFrom: Day;
	periodTo: Day;
	/** Units that owe it, with what became of it. */
	units: {
		id: string;
		name: string;
		reportId: string;
		progress: Progress;
		isLate: boolean;
		isCounted: boolean;
	}[];
	keys: FigureKey[];
	sums: Figures;
	/** What the records of the units gave when they signed, where it differs from what they signed. */
	counted: Figures;
	/** By unit: what it signed; null where it is left out because it is about too few people. */
	rows: { id: string; figures: Partial<Record<FigureKey, number | null>> }[];
	/** The sums would give hidden figures away. */
	hidesSums: boolean;
	sections: GatheredSection[];
	/** The own report of the same kind and period, if it was begun; whether texts can be cited into it. */
	ownReportId: string | null;
	mayCite: boolean;
};

const gatheredSections = (sent: readonly SentBelow[]): GatheredSection[] => {
	const sections = new Map<string, GatheredSection>();
	for (const { name, reportId, content } of sent)
		for (const { key, part, title, gathers, body } of content.sections) {
			const section = sections.get(key) ?? { key, part, title, gathers, texts: [] };
			sections.set(key, section);
			if (body.trim()) section.texts.push({ reportId, unitName: name, body });
		}
	return [...sections.values()];
};

const countedSums = (sent: readonly SentBelow[]): Figures =>
	sumBelow(
		figureKeys,
		sent.map((one) => ({
			...one,
			figures: Object.fromEntries(
				one.content.figures.map(({ key, counted, below }) => [key, counted + (below ?? 0)]),
			),
		})),
	);

/**
 * The signed reports of the units directly below for a period, put together: sums, what each unit signed, texts side by side.
 * @throws Failure missing
 */
export const gatheredPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; kindKey: string; periodFrom: Day; today: Day },
): Promise<Gathered> => {
	const { unitId, kindKey, periodFrom, today } = wanted;
	if (!mayGather(actor, unitId).allowed) throw missing('failure_not_found');
	const span = { since: periodFrom, until: today, kindKey };
	const owed = (await owedReports(tx, actor.tenantId, { ...span, aboveUnitId: unitId })).filter(
		(one) => one.periodFrom === periodFrom,
	);
	const [first] = owed;
	if (!first) throw missing('failure_not_found');
	const sent = await sentBelow(tx, actor.tenantId, { aboveUnitId: unitId, kindKey, periodFrom });
	const keys = figureKeys.filter((key) => sent.some(({ figures }) => figures?.[key] !== undefined));
	const hidden = hiddenGroups(
		sent.map(({ id, people }) => ({ id, size: people })),
		SMALLEST_GROUP,
	);
	const own = (await owedReports(tx, actor.tenantId, { ...span, unitId })).find(
		(one) => one.periodFrom === periodFrom,
	);
	return {
		kindName: first.kindName,
		kindKey,
		period: first.period,
		periodFrom,
		periodTo: first.periodTo,
		units: owed
			.map((one) => ({
				...cellOf(one, today),
				id: one.unitId,
				name: one.unitName,
				reportId: one.id,
				isCounted: sent.some(({ id }) => id === one.unitId),
			}))
			.sort((one, other) => one.name.localeCompare(other.name, 'vi')),
		keys,
		sums: sumBelow(keys, sent),
		counted: countedSums(sent),
		rows: sent.map(({ id, figures }) => ({
			id,
			figures: Object.fromEntries(
				keys.map((key) => [key, isShown(key, id, hidden.ids) ? (figures?.[key] ?? null) : null]),
			),
		})),
		hidesSums: hidden.sumToo,
		sections: gatheredSections(sent),
		ownReportId: own?.state ? own.id : null,
		mayCite:
			own?.state != null &&
			mayWrite(actor, {
				unitId,
				aboveUnitId: own.aboveUnitId,
				state: own.state,
				wasSent: own.wasSent,
				signedBy: null,
			}).allowed,
	};
};
