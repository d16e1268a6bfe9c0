import { addDays, type Day } from '#lib/shared/calendar.ts';

export const everyKinds = ['month', 'quarter', 'year'] as const;
export type Every = (typeof everyKinds)[number];

export const monthsOf: Record<Every, number> = { month: 1, quarter: 3, year: 12 };

const lastOfMonth = (year: number, month: number): number =>
	new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

const isLastOfMonth = (day: Day): boolean => addDays(day, 1).endsWith('-01');

/** A day some months later: the same day of its month, or the last one where the month is shorter. The last day of a month stays the last. */
export const addMonths = (day: Day, months: number): Day => {
	const first = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1));
	const last = lastOfMonth(first.getUTCFullYear(), first.getUTCMonth());
	const wanted = isLastOfMonth(day) ? last : Math.min(last, Number(day.slice(8, 10)));
	return `${first.toISOString().slice(0, 8)}${String(wanted).padStart(2, '0')}`;
};

export type RecurrenceRule = { every: Every; firstDueOn: Day; stopsOn: Day };

/** The due day of an occurrence, counted from 1, always from the first one: a short month shortens no later one. */
export const dueOfOccurrence = (
	rule: Pick<RecurrenceRule, 'every' | 'firstDueOn'>,
	occurrence: number,
): Day => addMonths(rule.firstDueOn, monthsOf[rule.every] * (occurrence - 1));

/** The occurrence that is worked on at a day: the first whose due day has not passed. */
export const occurrenceAt = (rule: Pick<RecurrenceRule, 'every' | 'firstDueOn'>, today: Day): number => {
	let occurrence = 1;
	while (dueOfOccurrence(rule, occurrence) < today) occurrence += 1;
	return occurrence;
};

/**
 * What the job has to do for a rule: make the occurrence of today, end the rule, or nothing. A period that passed while
 * nothing ran is not handed out late.
 */
export const nextStep = (
	rule: RecurrenceRule,
	latest: number,
	today: Day,
): { kind: 'make'; occurrence: number; startsOn: Day; dueOn: Day } | { kind: 'end' } | { kind: 'wait' } => {
	const occurrence = occurrenceAt(rule, today);
	const dueOn = dueOfOccurrence(rule, occurrence);
	if (dueOn > rule.stopsOn) return { kind: 'end' };
	if (occurrence <= latest) return { kind: 'wait' };
	return { kind: 'make', occurrence, startsOn: addDays(dueOfOccurrence(rule, occurrence - 1), 1), dueOn };
};
