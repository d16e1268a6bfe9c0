import { type Day, daysBetween } from '#lib/shared/calendar.ts';
import { type Answered, type Coverage, coverageOf } from './coverage.ts';
import { isReached, latestOf, type Measured, type Outcome } from './indicators.ts';
import type { Period } from './periods.ts';
import type { TaskState } from './task-states.ts';

export type ReportedIndicator = Measured & { id: string; name: string; measure: string };

/** A task as a report is made from it. Days are days in Viet Nam. */
export type TaskToReport = {
	id: string;
	title: string;
	resultExpected: string;
	ownerName: string;
	helperNames: string[];
	state: TaskState;
	percent: number;
	givenOn: Day;
	dueOn: Day;
	reportedOn: Day | null;
	acceptedOn: Day | null;
	outcome: Outcome | null;
	result: string | null;
	sectionIds: string[];
	indicators: ReportedIndicator[];
	/** Its reports, in the order of their days. */
	reports: { on: Day; body: string; difficulty: string | null }[];
	/** Deadlines that were moved, and times it was urged, by their days. */
	extendedOn: Day[];
	urgedOn: Day[];
};

export type ClauseToReport = Answered & {
	id: string;
	documentId: string;
	anchor: string;
	label: string;
	words: string;
	notApplicable: { reason: string } | null;
};

/** How a task stands at the end of the period. */
export type Standing = 'on_time' | 'done_late' | 'late' | 'not_due';

export type ReportLine = TaskToReport & { standing: Standing; daysLate: number; said: string | null };

export type ReportContent = {
	period: Period;
	/** The day up to which it counts: the end of the period, or today while the period runs. */
	asOf: Day;
	figures: {
		tasks: number;
		onTime: number;
		doneLate: number;
		late: number;
		notDue: number;
		accepted: number;
		reached: number;
		partly: number;
		notReached: number;
		extended: number;
		urged: number;
	};
	indicators: {
		total: number;
		reached: number;
		notReached: number;
		unmeasured: number;
		lines: (ReportedIndicator & {
			taskId: string;
			taskTitle: string;
			latest: number | null;
			measuredOn: Day | null;
			isReached: boolean | null;
		})[];
	};
	coverage: Coverage;
	/** The clauses in the order of the text with the tasks of the period; work outside of clauses last, without one. */
	clauses: { clause: ClauseToReport | null; tasks: ReportLine[] }[];
	difficulties: { taskId: string; taskTitle: string; ownerName: string; on: Day; words: string }[];
};

const upTo = (day: Day | null, end: Day): Day | null => (day !== null && day <= end ? day : null);

/** How a task stood on a day: what was handed in later does not count yet. */
export const standingAt = (
	task: Pick<TaskToReport, 'dueOn' | 'reportedOn'>,
	asOf: Day,
	isOver: boolean,
): { standing: Standing; daysLate: number } => {
	const handedIn = upTo(task.reportedOn, asOf);
	if (handedIn) {
		const daysLate = Math.max(0, daysBetween(task.dueOn, handedIn));
		return { standing: daysLate > 0 ? 'done_late' : 'on_time', daysLate };
	}
	// On the last day of a period that is over the day itself has passed; today it has not.
	const passed = isOver ? task.dueOn <= asOf : task.dueOn < asOf;
	return passed
		? { standing: 'late', daysLate: Math.max(1, daysBetween(task.dueOn, asOf)) }
		: { standing: 'not_due', daysLate: 0 };
};

const isInPeriod = (task: TaskToReport, period: Period, asOf: Day): boolean =>
	task.state !== 'cancelled' &&
	task.givenOn <= asOf &&
	(task.acceptedOn === null || task.acceptedOn >= period.from);

const lineOf = (task: TaskToReport, period: Period, asOf: Day, isOver: boolean): ReportLine => ({
	...task,
	...standingAt(task, asOf, isOver),
	said: task.reports.filter(({ on }) => on >= period.from && on <= asOf).at(-1)?.body ?? null,
});

const indicatorsOf = (tasks: readonly ReportLine[], asOf: Day): ReportContent['indicators'] => {
	const lines = tasks.flatMap((task) =>
		task.indicators.map((indicator) => {
			const known = { ...indicator, values: indicator.values.filter(({ measuredOn }) => measuredOn <= asOf) };
			const latest = latestOf(known);
			return {
				...known,
				taskId: task.id,
				taskTitle: task.title,
				latest: latest?.value ?? null,
				measuredOn: latest?.measuredOn ?? null,
				isReached: isReached(known),
			};
		}),
	);
	const count = (wanted: boolean | null): number => lines.filter((line) => line.isReached === wanted).length;
	return {
		total: lines.length,
		reached: count(true),
		notReached: count(false),
		unmeasured: count(null),
		lines,
	};
};

/**
 * What a programme's report for a period says: pure, so that the page, a paper and a test say the same. Counted are the
 * tasks that were worked on in the period: given before its end, and not finished before it began.
 */
export const reportContent = (
	tasks: readonly TaskToReport[],
	clauses: readonly ClauseToReport[],
	period: Period,
	today: Day,
): ReportContent => {
	const isOver = period.to < today;
	const asOf = isOver ? period.to : today;
	const lines = tasks
		.filter((task) => isInPeriod(task, period, asOf))
		.map((task) => lineOf(task, period, asOf, isOver));
	const within = (day: Day | null): boolean => day !== null && day >= period.from && day <= asOf;
	const standing = (wanted: Standing): number => lines.filter((line) => line.standing === wanted).length;
	const accepted = lines.filter((line) => within(line.acceptedOn));
	const outcome = (wanted: Outcome): number => accepted.filter((line) => line.outcome === wanted).length;
	const named = new Set(clauses.map(({ id }) => id));
	const rows = clauses.map((clause) => ({
		clause,
		tasks: lines.filter((line) => line.sectionIds.includes(clause.id)),
	}));
	const others = lines.filter((line) => !line.sectionIds.some((id) => named.has(id)));
	return {
		period,
		asOf,
		figures: {
			tasks: lines.length,
			onTime: standing('on_time'),
			doneLate: standing('done_late'),
			late: standing('late'),
			notDue: standing('not_due'),
			accepted: accepted.length,
			reached: outcome('reached'),
			partly: outcome('partly'),
			notReached: outcome('not_reached'),
			extended: lines.filter((line) => line.extendedOn.some(within)).length,
			urged: lines.filter((line) => line.urgedOn.some(within)).length,
		},
		indicators: indicatorsOf(lines, asOf),
		coverage: coverageOf(clauses),
		clauses: [...rows, ...(others.length > 0 ? [{ clause: null, tasks: others }] : [])],
		difficulties: lines.flatMap((line) =>
			line.reports
				.filter(({ on, difficulty }) => difficulty && within(on))
				.map(({ on, difficulty }) => ({
					taskId: line.id,
					taskTitle: line.title,
					ownerName: line.ownerName,
					on,
					words: difficulty ?? '',
				})),
		),
	};
};
