import type { Day } from '#lib/shared/calendar.ts';
import type { Expectations } from './expectations.ts';
import { type ReceiptFacts, type StepTotal, steps } from './progress.ts';

/** What the units of one level below a partner's root have done: counts of units, never of people. */
export type Level = { depth: number; units: number; totals: StepTotal[] };

const addTotals = (one: readonly StepTotal[], other: readonly StepTotal[]): StepTotal[] =>
	steps.flatMap((step) => {
		const both = [...one, ...other].filter((total) => total.step === step);
		if (both.length === 0) return [];
		const sum = (of: 'owed' | 'done' | 'late'): number => both.reduce((whole, total) => whole + total[of], 0);
		return [{ step, owed: sum('owed'), done: sum('done'), late: sum('late') }];
	});

/** Levels that are told by several, added up depth by depth. */
export const addLevels = (all: readonly Level[]): Level[] =>
	[...new Set(all.map(({ depth }) => depth))]
		.sort((one, other) => one - other)
		.map((depth) => {
			const same = all.filter((level) => level.depth === depth);
			return {
				depth,
				units: same.reduce((sum, { units }) => sum + units, 0),
				totals: same.reduce<StepTotal[]>((sum, { totals }) => addTotals(sum, totals), []),
			};
		});

/** What a partner tells of a document that it was given: its own words, what it did, and the levels below it in sums. */
export type ToldState = {
	receivedOn: Day | null;
	takenUpOn: Day | null;
	isSetAside: boolean;
	reason: string;
	by: Expectations;
	spreadOn: Day | null;
	assigned: number;
	studied: number;
	programmeOn: Day | null;
	reportedOn: Day | null;
	report: string;
	levels: Level[];
};

/** The facts by which a partner's steps are told, like those of a unit; what it was asked holds until it says something. */
export const factsOfPartner = (
	given: { sentOn: Day; asked: Expectations },
	told: ToldState | null,
): ReceiptFacts => ({
	sentOn: given.sentOn,
	receivedOn: told?.receivedOn ?? null,
	takenUpOn: told?.takenUpOn ?? null,
	isSetAside: told?.isSetAside ?? false,
	by: told?.by ?? given.asked,
	spreadOn: told?.spreadOn ?? null,
	assigned: told?.assigned ?? 0,
	studied: told?.studied ?? 0,
	programmeOn: told?.programmeOn ?? null,
	reportedOn: told?.reportedOn ?? null,
});

type ToldStep = 'taken_up' | 'set_aside' | 'reported';

/** What a partner says now for the first time: of that the office is told. */
export const newSteps = (before: ToldState | null, now: ToldState): ToldStep[] => [
	...(now.takenUpOn && !before?.takenUpOn ? (['taken_up'] as const) : []),
	...(now.isSetAside && !before?.isSetAside ? (['set_aside'] as const) : []),
	...(now.reportedOn && !before?.reportedOn ? (['reported'] as const) : []),
];
