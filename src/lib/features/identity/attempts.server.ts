import type postgres from 'postgres';

const WINDOW_MINUTES = 15;
const MOST_FAILURES = 10;

/** Seconds until another attempt at signing in is heard; 0 when it is heard now. */
export const checkAttempts = async (pool: postgres.Sql, keys: string[], now: Date): Promise<number> => {
	const rows = await pool`select window_ends_at from auth.sign_in_attempt
		where key in ${pool(keys)} and failures >= ${MOST_FAILURES} and window_ends_at > ${now}`;
	return Math.max(
		0,
		...rows.map((row) => ((row['window_ends_at'] as Date).getTime() - now.getTime()) / 1000),
	);
};

/** Counts a failure for the address and for the login name; a new window begins when the last one is over. */
export const countFailure = async (pool: postgres.Sql, keys: string[], now: Date): Promise<void> => {
	const ends = new Date(now.getTime() + WINDOW_MINUTES * 60_000);
	for (const key of keys) {
		await pool`insert into auth.sign_in_attempt (key, failures, window_ends_at) values (${key}, 1, ${ends})
			on conflict (key) do update set
				failures = case when auth.sign_in_attempt.window_ends_at <= ${now} then 1 else auth.sign_in_attempt.failures + 1 end,
				window_ends_at = case when auth.sign_in_attempt.window_ends_at <= ${now} then excluded.window_ends_at else auth.sign_in_attempt.window_ends_at end`;
	}
};

export const clearAttempts = async (pool: postgres.Sql, keys: string[]): Promise<void> => {
	await pool`delete from auth.sign_in_attempt where key in ${pool(keys)}`;
};
