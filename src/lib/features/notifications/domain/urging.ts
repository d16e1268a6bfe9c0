/** May somebody be urged again? Not before the unit's pause since the last time is over. */
export const mayUrgeAgain = (lastAt: Date | null, now: Date, pauseHours: number): boolean =>
	lastAt === null || now.getTime() - lastAt.getTime() >= pauseHours * 3_600_000;
