import { type Day, daysBetween } from '#lib/shared/calendar.ts';
import type { Circulation, TracedTask } from './chain.ts';
import { daysLate, wasOnTime } from './task-steps.ts';
import type { TraceRow } from './trace.ts';

/** The figures of a document as a whole. Each is one that a list stands behind. */
export type TraceFigures = {
	studied: number;
	assigned: number;
	/** Days since the day by which all were to have studied it; 0 when it has not passed or nobody is behind. */
	studyLateDays: number;
	sections: number;
	summarised: number;
	/** Sections that have become work. */
	carriedOut: number;
	/** Sections that do not apply to the unit, with the reason. */
	setAside: number;
	tasks: number;
	tasksDone: number;
	tasksOnTime: number;
	tasksLate: number;
	evidence: number;
	rowsWithGaps: number;
	rowsLate: number;
};

/** Counts each task once, in however many sections it stands. */
export const figuresOf = (
	rows: readonly TraceRow[],
	tasks: readonly TracedTask[],
	circulation: Circulation,
	today: Day,
): TraceFigures => ({
	studied: circulation.studied,
	assigned: circulation.assigned,
	studyLateDays:
		circulation.readBy && circulation.studied < circulation.assigned
			? Math.max(0, daysBetween(circulation.readBy, today))
			: 0,
	sections: rows.length,
	summarised: rows.filter((row) => row.section.summaries > 0).length,
	carriedOut: rows.filter((row) => row.tasks.length > 0).length,
	setAside: rows.filter((row) => row.section.notApplicable !== null && row.tasks.length === 0).length,
	tasks: tasks.length,
	tasksDone: tasks.filter((task) => task.state === 'accepted').length,
	tasksOnTime: tasks.filter(wasOnTime).length,
	tasksLate: tasks.filter((task) => daysLate(task, today) > 0).length,
	evidence: tasks.reduce((sum, task) => sum + task.evidence, 0),
	rowsWithGaps: rows.filter((row) => row.gaps.length > 0).length,
	rowsLate: rows.filter((row) => row.isLate).length,
});
