import { m } from '#lib/paraglide/messages.js';
import { type Day, longDate, weekday } from '#lib/shared/calendar.ts';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { Rhythm } from '../domain/days.ts';
import type { LeaveKind, TalkState } from '../domain/states.ts';

const states: Record<TalkState, { say: () => string; meaning: Meaning }> = {
	planned: { say: m.talk_state_planned, meaning: 'neutral' },
	writing: { say: m.talk_state_writing, meaning: 'neutral' },
	in_review: { say: m.talk_state_in_review, meaning: 'soon' },
	returned: { say: m.talk_state_returned, meaning: 'late' },
	accepted: { say: m.talk_state_accepted, meaning: 'done' },
	presented: { say: m.talk_state_presented, meaning: 'done' },
	cancelled: { say: m.talk_state_cancelled, meaning: 'neutral' },
};
export const sayTalkState = (state: TalkState): { word: string; meaning: Meaning } => ({
	word: states[state].say(),
	meaning: states[state].meaning,
});

const leaves: Record<LeaveKind, () => string> = {
	leave: m.talk_leave_kind_leave,
	travel: m.talk_leave_kind_travel,
	other: m.talk_leave_kind_other,
};
export const sayLeaveKind = (kind: LeaveKind): string => leaves[kind]();

/** "Thứ Hai, 07/12/2026": a day where a line begins with it. */
export const sayDay = (day: Day): string => {
	const words = `${weekday(day)}, ${longDate(day)}`;
	return words.charAt(0).toUpperCase() + words.slice(1);
};

const weekdays = [
	m.talk_weekday_1,
	m.talk_weekday_2,
	m.talk_weekday_3,
	m.talk_weekday_4,
	m.talk_weekday_5,
	m.talk_weekday_6,
	m.talk_weekday_7,
];
export const sayWeekday = (nth: number): string => weekdays[nth - 1]?.() ?? '';

const nths = [m.talk_nth_1, m.talk_nth_2, m.talk_nth_3, m.talk_nth_4, m.talk_nth_5];
export const sayNth = (nth: number): string => nths[nth - 1]?.() ?? '';

/** "Thứ Hai đầu tiên hằng tháng" */
export const sayRhythm = ({ every, nth, weekday: which }: Rhythm): string => {
	const day = { weekday: sayWeekday(which), nth: sayNth(nth) };
	if (every === 'week') return m.talk_rhythm_week(day);
	return every === 'month' ? m.talk_rhythm_month(day) : m.talk_rhythm_quarter(day);
};

/** "Tháng 5", "Quý II", "Cả năm" */
export const sayMonths = ({ fromMonth, toMonth }: { fromMonth: number; toMonth: number }): string => {
	if (fromMonth === toMonth) return m.talk_period_month({ month: fromMonth });
	if (toMonth - fromMonth === 2)
		return m.talk_period_quarter({ quarter: ['I', 'II', 'III', 'IV'][toMonth / 3 - 1] ?? '' });
	return m.talk_period_year();
};

/** What a talk is called in a list: its title where one may know it, else its theme, else its day. */
export const talkName = (talk: { title: string; theme: string; heldOn: Day }): string =>
	talk.title || talk.theme || m.talk_due_name({ day: longDate(talk.heldOn) });
