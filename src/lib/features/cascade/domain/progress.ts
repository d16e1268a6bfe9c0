import { addDays, type Day } from '#lib/shared/calendar.ts';
import { type Expectations, type Expected, expected, TAKE_UP_DAYS } from './expectations.ts';

/** The steps by which a unit carries out what it was given. */
export const steps = ['take_up', ...expected] as const;
export type Step = (typeof steps)[number];

/** What is known of a document in a unit that was given it; days on which things happened. */
export type ReceiptFacts = {
	sentOn: Day;
	receivedOn: Day | null;
	takenUpOn: Day | null;
	isSetAside: boolean;
	/** The days that hold: those that the unit set itself, before that those that were asked. */
	by: Expectations;
	/** It was published to people of the unit. */
	spreadOn: Day | null;
	/** People of the unit, and of those below it, who were asked to read it, and who have studied it. */
	assigned: number;
	studied: number;
	/** The first programme of the unit that carries it out was issued. */
	programmeOn: Day | null;
	reportedOn: Day | null;
};

/** `none`: not expected. `late`: the day has passed. `done_late`: done, after its day. */
export type StepState = 'none' | 'waiting' | 'late' | 'done' | 'done_late';

const dayState = (by: Day | null, doneOn: Day | null, today: Day): StepState => {
	if (by === null) return 'none';
	if (doneOn !== null) return doneOn > by ? 'done_late' : 'done';
	return today > by ? 'late' : 'waiting';
};

/** By when the unit says that it takes the document up: within three days, sooner where something is expected sooner. */
export const takeUpBy = ({ sentOn, by }: Pick<ReceiptFacts, 'sentOn' | 'by'>): Day =>
	expected.reduce(
		(first, one) => {
			const day = by[one];
			return day !== null && day < first ? day : first;
		},
		addDays(sentOn, TAKE_UP_DAYS),
	);

const studyState = ({ by, assigned, studied }: ReceiptFacts, today: Day): StepState => {
	if (by.study === null) return 'none';
	// Everybody has: on which day the last one did is not kept.
	if (assigned > 0 && studied >= assigned) return 'done';
	return today > by.study ? 'late' : 'waiting';
};

/** How far a unit has come with each step; a unit that set the document aside owes nothing. */
export const stepStates = (facts: ReceiptFacts, today: Day): Record<Step, StepState> => {
	if (facts.isSetAside)
		return { take_up: 'none', spread: 'none', study: 'none', programme: 'none', report: 'none' };
	return {
		take_up: dayState(takeUpBy(facts), facts.takenUpOn, today),
		spread: dayState(facts.by.spread, facts.spreadOn, today),
		study: studyState(facts, today),
		programme: dayState(facts.by.programme, facts.programmeOn, today),
		report: dayState(facts.by.report, facts.reportedOn, today),
	};
};

const isDone = (state: StepState): boolean => state === 'done' || state === 'done_late';

/** The first step that is not done: where the document gets stuck in a unit. Null when nothing is owed. */
export const stuckAt = (states: Record<Step, StepState>): Step | null =>
	steps.find((step) => states[step] === 'waiting' || states[step] === 'late') ?? null;

/** Of the units that owe a step, how many have done it, and of the others how many are late. */
export type StepTotal = { step: Step; owed: number; done: number; late: number };

/** The chain of a dispatch over its units: a funnel. Steps that nobody owes are left out. */
export const totalsOf = (units: readonly Record<Step, StepState>[]): StepTotal[] =>
	steps
		.map((step) => {
			const owing = units.map((states) => states[step]).filter((state) => state !== 'none');
			return {
				step,
				owed: owing.length,
				done: owing.filter(isDone).length,
				late: owing.filter((state) => state === 'late').length,
			};
		})
		.filter(({ owed }) => owed > 0);

/** The most stuck first: what is late at an early step before what is late at a later one, then what waits; then by name. */
export const byUrgency = <Unit extends { states: Record<Step, StepState>; unitName: string }>(
	one: Unit,
	other: Unit,
): number => {
	const rank = ({ states }: Unit): number => {
		const at = stuckAt(states);
		if (at === null) return 100;
		const late = steps.find((step) => states[step] === 'late');
		return late ? steps.indexOf(late) : 50 + steps.indexOf(at);
	};
	return rank(one) - rank(other) || one.unitName.localeCompare(other.unitName, 'vi');
};

/** The days that hold for a unit. */
export const daysOf = (row: {
	spreadBy: Day | null;
	studyBy: Day | null;
	programmeBy: Day | null;
	reportBy: Day | null;
}): Record<Expected, Day | null> => ({
	spread: row.spreadBy,
	study: row.studyBy,
	programme: row.programmeBy,
	report: row.reportBy,
});
