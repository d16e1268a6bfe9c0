import { type Kysely, sql } from 'kysely';

type SignInTables = Kysely<Record<string, never>>;

const WINDOW_MINUTES = 15;
const MOST_FAILURES = 10;

/** Seconds until another attempt at signing in is heard; 0 when it is heard now. */
export const checkAttempts = async (db: SignInTables, keys: string[], now: Date): Promise<number> => {
	const { rows } = await sql<{ window_ends_at: Date }>`select window_ends_at from auth.sign_in_attempt
		where key = any (${keys}::text[]) and failures >= ${MOST_FAILURES} and window_ends_at > ${now}`.execute(
		db,
	);
	return Math.max(0, ...rows.map((row) => (row.window_ends_at.getTime() - now.getTime()) / 1000));
};

/** Counts a failure for the address and for the login name; a new window begins when the last one is over. */
export const countFailure = async (db: SignInTables, keys: string[], now: Date): Promise<void> => {
	const ends = new Date(now.getTime() + WINDOW_MINUTES * 60_000);
	for (const key of keys) {
		await sql`insert into auth.sign_in_attempt (key, failures, window_ends_at) values (${key}, 1, ${ends})
			on conflict (key) do update set
				failures = case when auth.sign_in_attempt.window_ends_at <= ${now} then 1 else auth.sign_in_attempt.failures + 1 end,
				window_ends_at = case when auth.sign_in_attempt.window_ends_at <= ${now} then excluded.window_ends_at else auth.sign_in_attempt.window_ends_at end`.execute(
			db,
		);
	}
};

export const clearAttempts = async (db: SignInTables, keys: string[]): Promise<void> => {
	await sql`delete from auth.sign_in_attempt where key = any (${keys}::text[])`.execute(db);
};
