export type Backoff = { firstMs: number; longestMs: number };

/**
 * How long a partner is left alone after so many failures in a row: twice as long each time, up to a longest, a quarter more or less
 * by chance, so that those who were all cut off at the same moment do not come back at the same moment.
 * @param chance from 0 to 1
 */
export const restAfterFailures = (
	failures: number,
	{ firstMs, longestMs }: Backoff,
	chance: number,
): number => {
	const whole = Math.min(longestMs, firstMs * 2 ** Math.min(30, Math.max(0, failures - 1)));
	return Math.round(whole * (0.75 + chance / 2));
};
