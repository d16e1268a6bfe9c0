import type { Day } from '#lib/shared/calendar.ts';

/** The year that an address asks for (`nam`), else that of today. */
export const yearFrom = (url: URL, today: Day): number => {
	const present = Number(today.slice(0, 4));
	const asked = Math.trunc(Number(url.searchParams.get('nam')));
	return asked >= 2000 && asked <= present + 5 ? asked : present;
};
