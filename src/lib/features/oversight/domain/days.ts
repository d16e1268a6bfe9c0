import { addDays, type Day, isDay } from '#lib/shared/calendar.ts';
import { daysOf, presentQuarter } from './period.ts';

export type DayChoice = { key: 'quarter_end' | 'year_end' | 'before_reorganisation'; day: Day };

/** Past days that are often asked for: the end of the quarter and of the year before, the day before the last reorganisation. */
export const dayChoicesOn = (today: Day, beforeReorganisation: Day | null): DayChoice[] => {
	const quarterEnd = addDays(daysOf(presentQuarter(today)).from, -1);
	const yearEnd = `${Number(today.slice(0, 4)) - 1}-12-31`;
	return [
		{ key: 'quarter_end' as const, day: quarterEnd },
		...(yearEnd === quarterEnd ? [] : [{ key: 'year_end' as const, day: yearEnd }]),
		...(beforeReorganisation && beforeReorganisation < today
			? [{ key: 'before_reorganisation' as const, day: beforeReorganisation }]
			: []),
	];
};

/** The past day that an address asks for (`ngay`); null: now. A day that is none, today, or one to come asks for now. */
export const asOfFrom = (asked: string | null, today: Day): Day | null =>
	asked !== null && isDay(asked) && asked < today && asked >= '2000-01-01' ? asked : null;
