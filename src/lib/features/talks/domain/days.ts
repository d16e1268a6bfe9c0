import { addDays, type Day } from '#lib/shared/calendar.ts';

export const rhythms = ['week', 'month', 'quarter'] as const;

/** How often: each week on a weekday, or on the nth weekday of each month or of the first month of each quarter. */
export type Rhythm = {
	every: (typeof rhythms)[number];
	/** 1 to 4; 5 is the last. Of no meaning each week. */
	nth: number;
	/** 1 is Monday, 7 is Sunday. */
	weekday: number;
};

const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** The nth weekday of the month in which a day lies. */
const nthOfMonth = (month: string, { nth, weekday }: Rhythm): Day => {
	const first = `${month}-01`;
	const day = addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7);
	// A month has its last weekday in the fourth or the fifth week.
	return day.startsWith(month) ? day : addDays(day, -7);
};

const monthAfter = (month: string): string => addDays(`${month}-28`, 4).slice(0, 7);

/** The days from the first to the last on which a talk is held. */
export const talkDays = (rhythm: Rhythm, from: Day, to: Day): Day[] => {
	const days: Day[] = [];
	if (rhythm.every === 'week') {
		let day = addDays(from, (rhythm.weekday - weekdayOf(from) + 7) % 7);
		for (; day <= to; day = addDays(day, 7)) days.push(day);
		return days;
	}
	for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = monthAfter(month)) {
		if (rhythm.every === 'quarter' && (Number(month.slice(5)) - 1) % 3 !== 0) continue;
		const day = nthOfMonth(month, rhythm);
		if (day >= from && day <= to) days.push(day);
	}
	return days;
};
