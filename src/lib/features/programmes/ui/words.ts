import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { Figures } from '../domain/figures.ts';
import type { ProgrammeState, TaskState } from '../domain/task-states.ts';
import type { Timing } from '../domain/timing.ts';

export const sayDocument = (document: { typeName: string; number: string | null }): string =>
	document.number ? `${document.typeName} ${document.number}` : document.typeName;

export const sayProgrammeState = (state: ProgrammeState): string =>
	({ draft: m.programme_state_draft, issued: m.programme_state_issued, closed: m.programme_state_closed })[
		state
	]();

/** Where a task stands against its deadline, as word and meaning. */
export const sayTiming = ({ kind, days }: Timing): { word: string; meaning: Meaning } =>
	({
		late: { word: m.task_late({ days }), meaning: 'late' as const },
		soon: { word: days === 0 ? m.task_due_today() : m.task_soon({ days }), meaning: 'soon' as const },
		later: { word: m.task_later({ days }), meaning: 'neutral' as const },
		handed_in: { word: m.task_handed_in(), meaning: 'soon' as const },
		on_time: { word: m.task_on_time(), meaning: 'done' as const },
		done_late: { word: m.task_done_late({ days }), meaning: 'done' as const },
		cancelled: { word: m.task_cancelled(), meaning: 'neutral' as const },
	})[kind];

export const sayTaskState = (task: { state: TaskState; percent: number }): string =>
	({
		assigned: m.task_state_assigned,
		in_progress: () => m.task_state_in_progress({ percent: task.percent }),
		reported: m.task_state_reported,
		accepted: m.task_state_accepted,
		cancelled: m.task_cancelled,
	})[task.state]();

export const sayFigures = (figures: Figures): string =>
	[
		m.programme_done({ done: figures.done, tasks: figures.tasks }),
		...(figures.late > 0 ? [m.programme_late({ count: figures.late })] : []),
		...(figures.waiting > 0 ? [m.programme_waiting({ count: figures.waiting })] : []),
	].join(' · ');
