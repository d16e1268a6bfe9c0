import { addDays, type Day } from '#lib/shared/calendar.ts';

const isWorkingDay = (day: Day): boolean => {
	const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
	return weekday !== 0 && weekday !== 6;
};

/**
 * The day that lies so many working days after another: Monday to Friday. Public holidays are moved by the Government
 * from year to year and are not counted out; whoever sets the day can move it.
 */
export const addWorkingDays = (day: Day, count: number): Day => {
	let at = day;
	for (let left = count; left > 0; ) {
		at = addDays(at, 1);
		if (isWorkingDay(at)) left -= 1;
	}
	return at;
};
