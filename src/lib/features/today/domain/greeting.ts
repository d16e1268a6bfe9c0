import { timeOfDay } from '#lib/shared/calendar.ts';

export type PartOfDay = 'morning' | 'noon' | 'afternoon' | 'evening';

/** The part of the day by which one greets in Viet Nam: buổi trưa from 11 to 13, buổi chiều to 18. */
export const partOfDay = (now: Date): PartOfDay => {
	const time = timeOfDay(now);
	if (time >= '04:00' && time < '11:00') return 'morning';
	if (time >= '11:00' && time < '13:00') return 'noon';
	return time >= '13:00' && time < '18:00' ? 'afternoon' : 'evening';
};

/** People are addressed by the given name, the last word of a Vietnamese name. */
export const givenName = (fullName: string): string => fullName.trim().split(/\s+/).at(-1) ?? '';
