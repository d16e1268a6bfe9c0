import { addDays, type Day } from '#lib/shared/calendar.ts';

/** A quarter of a campaign: from when on it is checked, and by when each has checked the own registration. */
export type Quarter = { quarter: number; year: number; opensOn: Day; dueOn: Day };

/** So many days before its last day the check of a quarter begins. */
const OPENS_BEFORE = 10;
/** Days after that last day within which the committee has checked. */
export const COMMITTEE_DAYS = 10;

const ends = ['03-31', '06-30', '09-30', '12-31'];

/** The quarters that end within a period of at most a year, with the days on which they are checked. */
export const quartersOf = (startsOn: Day, endsOn: Day): Quarter[] => {
	const [from, to] = [Number(startsOn.slice(0, 4)), Number(endsOn.slice(0, 4))];
	const found: Quarter[] = [];
	for (let year = from; year <= to; year++)
		for (const [at, end] of ends.entries()) {
			const dueOn = `${year}-${end}`;
			if (dueOn < startsOn || dueOn > endsOn || found.some(({ quarter }) => quarter === at + 1)) continue;
			found.push({ quarter: at + 1, year, opensOn: addDays(dueOn, -OPENS_BEFORE), dueOn });
		}
	return found;
};

/** A quarter with another last day: it begins as many days before it. */
export const withDue = (quarter: Quarter, dueOn: Day): Quarter => ({
	...quarter,
	dueOn,
	opensOn: addDays(dueOn, -OPENS_BEFORE),
});

/**
 * Is the quarter being checked? From the moment at which it was opened until it is closed.
 * @param begunOn the day on which a registration was begun: a quarter that was over by then is not checked of it
 */
export const isBeingChecked = (
	quarter: { dueOn: Day; openedAt: Date | null; closedAt: Date | null },
	begunOn: Day | null = null,
): boolean =>
	quarter.openedAt !== null && quarter.closedAt === null && (begunOn === null || begunOn <= quarter.dueOn);
