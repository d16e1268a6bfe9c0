import type { Day } from '#lib/shared/calendar.ts';

export const periodKinds = ['month', 'quarter', 'half', 'year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** A period of a report, both days included. `nth` counts within the year; a period from day to day has none. */
export type Period = { kind: PeriodKind | 'days'; year: number; nth: number; from: Day; to: Day };

const monthsIn: Record<PeriodKind, number> = { month: 1, quarter: 3, half: 6, year: 12 };

const firstOf = (year: number, month: number): Day =>
	new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
const lastOf = (year: number, month: number): Day =>
	new Date(Date.UTC(year, month + 1, 0)).toISOString().slice(0, 10);

/** The nth month, quarter (quý I to IV), half (6 tháng đầu, cuối năm) of a year, or the year. */
export const periodOf = (kind: PeriodKind, year: number, nth: number): Period => {
	const months = monthsIn[kind];
	const within = Math.min(12 / months, Math.max(1, Math.trunc(nth)));
	const start = (within - 1) * months;
	return { kind, year, nth: within, from: firstOf(year, start), to: lastOf(year, start + months - 1) };
};

/** The period of a kind in which a day lies. */
export const periodAt = (kind: PeriodKind, day: Day): Period =>
	periodOf(kind, Number(day.slice(0, 4)), Math.ceil(Number(day.slice(5, 7)) / monthsIn[kind]));

/** The period before or after, of the same kind. */
export const neighbour = (period: Period, by: 1 | -1): Period => {
	if (period.kind === 'days') return period;
	const many = 12 / monthsIn[period.kind];
	const nth = period.nth + by;
	if (nth < 1) return periodOf(period.kind, period.year - 1, many);
	return nth > many ? periodOf(period.kind, period.year + 1, 1) : periodOf(period.kind, period.year, nth);
};

export const periodOfDays = (from: Day, to: Day): Period => ({
	kind: 'days',
	year: Number(from.slice(0, 4)),
	nth: 0,
	from: from <= to ? from : to,
	to: from <= to ? to : from,
});

export const isIn = (day: Day | null, period: Pick<Period, 'from' | 'to'>): boolean =>
	day !== null && day >= period.from && day <= period.to;
