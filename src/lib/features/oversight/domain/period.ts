import { addDays, type Day } from '#lib/shared/calendar.ts';

/** A year, or a quarter of it. */
export type Period = { year: number; quarter: number | null };

export const quarterOf = (day: Day): number => Math.ceil(Number(day.slice(5, 7)) / 3);

/** What an address asks for: `nam` and `quy`; this year without them. */
export const periodFrom = (year: string | null, quarter: string | null, today: Day): Period => {
	const asked = /^\d{4}$/.test(year ?? '') ? Number(year) : Number(today.slice(0, 4));
	return {
		year: Math.min(2200, Math.max(2000, asked)),
		quarter: /^[1-4]$/.test(quarter ?? '') ? Number(quarter) : null,
	};
};

export const isOfPeriod = (row: { year: number; quarter: number }, { year, quarter }: Period): boolean =>
	row.year === year && (quarter === null || row.quarter === quarter);

/** Has a quarter ended between the two days? */
export const rollsOn = (from: Day, to: Day): boolean =>
	from.slice(0, 4) !== to.slice(0, 4) || quarterOf(from) !== quarterOf(to);

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const firstDay = (year: number, quarter: number): Day => `${year}-${twoDigits((quarter - 1) * 3 + 1)}-01`;

/** The days of a period, the last included. */
export const daysOf = ({ year, quarter }: Period): { from: Day; to: Day } => {
	const from = firstDay(year, quarter ?? 1);
	const last = quarter ?? 4;
	return { from, to: addDays(last === 4 ? firstDay(year + 1, 1) : firstDay(year, last + 1), -1) };
};

/** Days of a period that have passed before `today`: what is open of them is late. Null: none of it has. */
export const passedDays = (period: Period, today: Day): { from: Day; to: Day } | null => {
	const { from, to } = daysOf(period);
	if (from >= today) return null;
	return { from, to: to < today ? to : addDays(today, -1) };
};

/** Years to choose from: this one and those before it. */
export const yearsUntil = (today: Day, count = 4): number[] =>
	Array.from({ length: count }, (_year, index) => Number(today.slice(0, 4)) - index);

export const presentQuarter = (today: Day): Period => ({
	year: Number(today.slice(0, 4)),
	quarter: quarterOf(today),
});
