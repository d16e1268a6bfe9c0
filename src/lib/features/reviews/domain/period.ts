import type { Day } from '#lib/shared/calendar.ts';
import { addDays } from '#lib/shared/calendar.ts';

export type RoundKind = 'quarter' | 'year';
export type RoundState = 'open' | 'rated' | 'concluded';
/** 0 is the whole year. */
export type Period = { year: number; quarter: number };

const two = (count: number): string => String(count).padStart(2, '0');

/** The days of a quarter or of a year. */
export const daysOf = ({ year, quarter }: Period): { from: Day; to: Day } => {
	if (quarter === 0) return { from: `${year}-01-01`, to: `${year}-12-31` };
	const next = quarter === 4 ? `${year + 1}-01-01` : `${year}-${two(quarter * 3 + 1)}-01`;
	return { from: `${year}-${two(quarter * 3 - 2)}-01`, to: addDays(next, -1) };
};

/** The quarter in which a day lies. */
export const quarterOf = (day: Day): Period => ({
	year: Number(day.slice(0, 4)),
	quarter: Math.ceil(Number(day.slice(5, 7)) / 3),
});

const roman = ['', 'I', 'II', 'III', 'IV'];
/** "I", "II", "III", "IV"; nothing for the year. */
export const romanOf = (quarter: number): string => roman[quarter] ?? '';
