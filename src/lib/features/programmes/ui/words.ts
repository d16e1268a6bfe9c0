import { m } from '#lib/paraglide/messages.js';
import { longDate } from '#lib/shared/calendar.ts';
import type { Meaning } from '#lib/ui/meaning.ts';
import { sayNumber } from '#lib/ui/numbers.ts';
import type { Figures } from '../domain/figures.ts';
import type { Direction, Outcome } from '../domain/indicators.ts';
import type { Period, PeriodKind } from '../domain/periods.ts';
import type { Every } from '../domain/recurrence.ts';
import type { Standing } from '../domain/report.ts';
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

export const sayColumn = (state: 'assigned' | 'in_progress' | 'reported' | 'accepted'): string =>
	({
		assigned: m.board_assigned,
		in_progress: m.board_in_progress,
		reported: m.board_reported,
		accepted: m.board_accepted,
	})[state]();

/** How a result stands against its target, as word and meaning. */
export const sayOutcome = (outcome: Outcome): { word: string; meaning: Meaning } =>
	({
		reached: { word: m.outcome_reached(), meaning: 'done' as const },
		partly: { word: m.outcome_partly(), meaning: 'soon' as const },
		not_reached: { word: m.outcome_not_reached(), meaning: 'late' as const },
	})[outcome];

export const sayEvery = (every: Every): string =>
	({ month: m.every_month, quarter: m.every_quarter, year: m.every_year })[every]();

const roman = ['', 'I', 'II', 'III', 'IV'];

/** A period by its name ("Quý III năm 2026"), or by its days. */
export const sayPeriod = ({ kind, year, nth, from, to }: Period): string => {
	switch (kind) {
		case 'month':
			return m.period_month({ nth, year });
		case 'quarter':
			return m.period_quarter({ nth: roman[nth] ?? '', year });
		case 'half':
			return nth === 1 ? m.period_half_first({ year }) : m.period_half_second({ year });
		case 'year':
			return m.period_year({ year });
		case 'days':
			return m.period_days({ from: longDate(from), to: longDate(to) });
	}
};

/** "≥ 98 %" in words that are read out. */
export const sayTarget = (indicator: { direction: Direction; target: number; measure: string }): string => {
	const target = `${sayNumber(indicator.target, 2)}${indicator.measure === '%' ? '%' : indicator.measure ? ` ${indicator.measure}` : ''}`;
	return indicator.direction === 'at_least' ? m.target_at_least({ target }) : m.target_at_most({ target });
};

export const sayCondition = (
	condition: 'late' | 'soon' | 'open' | 'assigned' | 'in_progress' | 'reported' | 'accepted',
): string =>
	({
		late: m.load_late,
		soon: m.load_soon,
		open: m.filter_open,
		assigned: m.board_assigned,
		in_progress: m.board_in_progress,
		reported: m.board_reported,
		accepted: m.board_accepted,
	})[condition]();

export const sayPeriodKind = (kind: PeriodKind): string =>
	({
		month: m.period_kind_month,
		quarter: m.period_kind_quarter,
		half: m.period_kind_half,
		year: m.period_kind_year,
	})[kind]();

const periodSlugs: Record<PeriodKind, string> = {
	month: 'thang',
	quarter: 'quy',
	half: 'nua-nam',
	year: 'nam',
};

/** The address of a period on the page of a report. */
export const periodHref = ({ kind, year, nth, from, to }: Period): string =>
	kind === 'days' ? `?tu=${from}&den=${to}` : `?ky=${periodSlugs[kind]}&nam=${year}&so=${nth}`;

/** How a task stands at the end of a report's period. */
export const sayStanding = ({
	standing,
	daysLate,
}: {
	standing: Standing;
	daysLate: number;
}): { word: string; meaning: Meaning } =>
	({
		on_time: { word: m.task_on_time(), meaning: 'done' as const },
		done_late: { word: m.task_done_late({ days: daysLate }), meaning: 'done' as const },
		late: { word: m.standing_late({ days: daysLate }), meaning: 'late' as const },
		not_due: { word: m.standing_not_due(), meaning: 'neutral' as const },
	})[standing];
