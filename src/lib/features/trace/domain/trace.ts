import type { Day } from '#lib/shared/calendar.ts';
import type { Circulation, Gap, Step, TracedSection, TracedTask } from './chain.ts';
import { commitmentSteps } from './commitment-steps.ts';
import { answeredSteps, evidenceStep, resultStep, tasksStep } from './task-steps.ts';
import { readStep, summaryStep } from './text-steps.ts';
import { type Stitch, threadOf } from './thread.ts';

/** One section of the document on the trace: its steps, the thread along them, and what is missing. */
export type TraceRow = {
	section: TracedSection;
	steps: Step[];
	thread: Stitch[];
	gaps: (Gap & { step: Step['key'] })[];
	isLate: boolean;
	tasks: TracedTask[];
};

export type TraceFilter = 'all' | 'gaps' | 'late';

const rowOf = (
	section: TracedSection,
	tasks: TracedTask[],
	circulation: Circulation,
	today: Day,
): TraceRow => {
	// What does not apply asks for no work, no evidence and no result; tasks are the stronger answer.
	const isSetAside = section.notApplicable !== null && tasks.length === 0;
	const steps = [
		readStep(section, circulation, today),
		summaryStep(section, circulation),
		...(isSetAside ? answeredSteps.slice(0, 1) : [tasksStep(tasks, circulation, today)]),
		...commitmentSteps(section.commitments),
		...(isSetAside ? answeredSteps.slice(1) : [evidenceStep(tasks, today), resultStep(tasks)]),
	];
	return {
		section,
		steps,
		thread: threadOf(steps),
		gaps: steps.flatMap((step) => (step.gap ? [{ ...step.gap, step: step.key }] : [])),
		isLate: steps.some((step) => step.state === 'late'),
		tasks,
	};
};

/** The rows of the trace, in the order of the text. A task that carries out several sections stands in each. */
export const traceRows = (
	sections: readonly TracedSection[],
	tasks: readonly TracedTask[],
	circulation: Circulation,
	today: Day,
): TraceRow[] => {
	const bySection = new Map<string, TracedTask[]>();
	for (const task of tasks) {
		for (const id of task.sectionIds) {
			const known = bySection.get(id);
			if (known) known.push(task);
			else bySection.set(id, [task]);
		}
	}
	return sections.map((section) => rowOf(section, bySection.get(section.id) ?? [], circulation, today));
};

export const filterRows = (rows: readonly TraceRow[], filter: TraceFilter): TraceRow[] =>
	rows.filter((row) => filter === 'all' || (filter === 'late' ? row.isLate : row.gaps.length > 0));
