import type { Day } from '#lib/shared/calendar.ts';

/** The stretch of time that my page shows, and the day on which it is looked at. */
export type PersonalPeriod = { from: Day; to: Day; today: Day };

export const periodKeys = ['nam', 'quy-1', 'quy-2', 'quy-3', 'quy-4', 'tat-ca'] as const;
export type PeriodKey = (typeof periodKeys)[number];

const quarters: Record<string, [string, string]> = {
	'quy-1': ['01-01', '03-31'],
	'quy-2': ['04-01', '06-30'],
	'quy-3': ['07-01', '09-30'],
	'quy-4': ['10-01', '12-31'],
};

/** All that there is: before the first and after the last day of anything. */
export const EVER = { from: '1900-01-01', to: '2999-12-31' } as const;
export const allTime = (today: Day): PersonalPeriod => ({ ...EVER, today });

/** The period of an address: this year, one of its quarters, or all. Anything else is this year. */
export const periodOf = (key: string | null, today: Day): { key: PeriodKey; period: PersonalPeriod } => {
	const known = periodKeys.find((one) => one === key) ?? 'nam';
	if (known === 'tat-ca') return { key: known, period: allTime(today) };
	const year = today.slice(0, 4);
	const [from, to] = quarters[known] ?? ['01-01', '12-31'];
	return { key: known, period: { from: `${year}-${from}`, to: `${year}-${to}`, today } };
};
