/** A letter is tried so often before it is given up: over some two hours. */
export const MOST_ATTEMPTS = 8;

/** Seconds until the next attempt after the nth one: a minute, then twice as long each time. */
export const backOffSeconds = (attempts: number): number => 60 * 2 ** (Math.max(1, attempts) - 1);
