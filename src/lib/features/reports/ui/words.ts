import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { FigureKey } from '../domain/figures.ts';
import type { PeriodKind } from '../domain/periods.ts';
import type { Progress } from '../domain/states.ts';

type Say = (inputs?: Record<string, never>, options?: { locale?: 'vi' | 'en' }) => string;

const figures: Record<FigureKey, Say> = {
	members: m.periodic_figure_members,
	members_probationary: m.periodic_figure_members_probationary,
	members_new: m.periodic_figure_members_new,
	non_party: m.periodic_figure_non_party,
	meetings: m.periodic_figure_meetings,
	meetings_thematic: m.periodic_figure_meetings_thematic,
	meetings_committee: m.periodic_figure_meetings_committee,
	attendance_asked: m.periodic_figure_attendance_asked,
	attendance: m.periodic_figure_attendance,
	resolutions: m.periodic_figure_resolutions,
	documents: m.periodic_figure_documents,
	reading_asked: m.periodic_figure_reading_asked,
	reading: m.periodic_figure_reading,
	rounds: m.periodic_figure_rounds,
	study_asked: m.periodic_figure_study_asked,
	study: m.periodic_figure_study,
	papers_asked: m.periodic_figure_papers_asked,
	papers: m.periodic_figure_papers,
	programmes: m.periodic_figure_programmes,
	tasks: m.periodic_figure_tasks,
	tasks_done: m.periodic_figure_tasks_done,
	tasks_on_time: m.periodic_figure_tasks_on_time,
	tasks_proved: m.periodic_figure_tasks_proved,
	tasks_late: m.periodic_figure_tasks_late,
	register_asked: m.periodic_figure_register_asked,
	registered: m.periodic_figure_registered,
	checks_asked: m.periodic_figure_checks_asked,
	checks: m.periodic_figure_checks,
	examples: m.periodic_figure_examples,
	commendations: m.periodic_figure_commendations,
	limits: m.periodic_figure_limits,
	limits_closed: m.periodic_figure_limits_closed,
	proposals: m.periodic_figure_proposals,
	proposals_answered: m.periodic_figure_proposals_answered,
};

export const sayFigure = (key: FigureKey): string => figures[key]();
/** In a paper, which is Vietnamese whatever the language of the page. */
export const figureInPaper = (key: FigureKey): string => figures[key]({}, { locale: 'vi' });

const states: Record<Progress, () => string> = {
	none: m.periodic_state_none,
	writing: m.periodic_state_writing,
	signed: m.periodic_state_signed,
	sent: m.periodic_state_sent,
	returned: m.periodic_state_returned,
	accepted: m.periodic_state_accepted,
};
/** How far a report has come; what was sent and is being written again says so. */
export const sayProgress = (one: { progress: Progress; wasSent: boolean }): string =>
	one.progress === 'writing' && one.wasSent ? m.periodic_state_correcting() : states[one.progress]();

export const meaningOf = (one: { progress: Progress; isLate: boolean }): Meaning => {
	if (one.isLate) return 'late';
	if (one.progress === 'accepted' || one.progress === 'sent') return 'done';
	return one.progress === 'none' ? 'neutral' : 'soon';
};

const kinds: Record<PeriodKind, () => string> = {
	month: m.periodic_period_month,
	quarter: m.periodic_period_quarter,
	half: m.periodic_period_half,
	year: m.periodic_period_year,
	once: m.periodic_period_once,
};
export const sayPeriodKind = (period: PeriodKind): string => kinds[period]();

/** By when it is owed: so many days after the period, or before its end. */
export const sayDueDays = (days: number): string =>
	days > 0
		? m.periodic_due_after({ days })
		: days < 0
			? m.periodic_due_before({ days: -days })
			: m.periodic_due_last_day();
