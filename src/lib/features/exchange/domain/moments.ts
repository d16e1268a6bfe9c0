const OFFSET = '+07:00';

/** A moment as messages tell it, in the time of Viet Nam; null when there is none. */
export const momentOfMessage = (told: string): Date | null => {
	const moment = new Date(`${told}${OFFSET}`);
	return told === '' || Number.isNaN(moment.getTime()) ? null : moment;
};

/** A moment for a message: "2026-05-27T08:30:00" in the time of Viet Nam. */
export const tellMoment = (moment: Date): string =>
	new Date(moment.getTime() + 7 * 3_600_000).toISOString().slice(0, 19);
