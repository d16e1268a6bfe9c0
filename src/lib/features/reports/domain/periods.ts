import { addDays, type Day, longDate } from '#lib/shared/calendar.ts';

export const periods = ['month', 'quarter', 'half', 'year', 'once'] as const;
export type PeriodKind = (typeof periods)[number];
export type ReportPeriod = { period: PeriodKind; from: Day; to: Day };

const roman = ['I', 'II', 'III', 'IV'] as const;

/**
 * A period in the words of offices: "tháng 9 năm 2026", "quý III năm 2026", "6 tháng đầu năm 2026", "năm 2026". Reports are written
 * in Vietnamese whatever the language of the page.
 */
export const periodName = ({ period, from, to }: ReportPeriod): string => {
	const year = from.slice(0, 4);
	const month = Number(from.slice(5, 7));
	if (period === 'month') return `tháng ${month} năm ${year}`;
	if (period === 'quarter') return `quý ${roman[Math.floor((month - 1) / 3)]} năm ${year}`;
	if (period === 'half') return `6 tháng đầu năm ${year}`;
	if (period === 'year') return `năm ${year}`;
	return `từ ngày ${longDate(from)} đến ngày ${longDate(to)}`;
};

/** Short, for the head of a column: "T9/2026", "Quý III/2026". */
export const shortPeriod = ({ period, from, to }: ReportPeriod): string => {
	const year = from.slice(0, 4);
	const month = Number(from.slice(5, 7));
	if (period === 'month') return `T${month}/${year}`;
	if (period === 'quarter') return `Quý ${roman[Math.floor((month - 1) / 3)]}/${year}`;
	if (period === 'half') return `6T/${year}`;
	if (period === 'year') return year;
	return `${longDate(from)} – ${longDate(to)}`;
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const firstOf = (year: number, month: number): Day => {
	const months = year * 12 + month - 1;
	return `${Math.floor(months / 12)}-${twoDigits((((months % 12) + 12) % 12) + 1)}-01`;
};

const lengths: Record<Exclude<PeriodKind, 'once'>, number> = { month: 1, quarter: 3, half: 6, year: 12 };

/** So many months earlier, whole months at both ends. */
const monthsEarlier = ({ from, to }: { from: Day; to: Day }, months: number): { from: Day; to: Day } => {
	const year = Number(from.slice(0, 4));
	const month = Number(from.slice(5, 7));
	const next = addDays(to, 1);
	return {
		from: firstOf(year, month - months),
		to: addDays(firstOf(Number(next.slice(0, 4)), Number(next.slice(5, 7)) - months), -1),
	};
};

/** The period just before; of a half year the half before it. A report about a subject has none. */
export const periodBefore = (one: ReportPeriod): { from: Day; to: Day } | null =>
	one.period === 'once' ? null : monthsEarlier(one, lengths[one.period]);

/** The same of the year before; of a whole year that is the period before, which is told already. */
export const sameLastYear = (one: ReportPeriod): { from: Day; to: Day } | null =>
	one.period === 'once' || one.period === 'year' ? null : monthsEarlier(one, 12);
