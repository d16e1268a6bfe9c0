/** Packages of other platforms that a lock file names and does not hold. */
export const missingFrom: (lock: unknown) => Record<string, unknown>;
