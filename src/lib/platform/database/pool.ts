import { type Dialect, PostgresDialect } from 'kysely';
import { Pool, type PoolClient, types } from 'pg';
import { log } from '../log.ts';

const DATE = 1082;
const BIGINT = 20;
const BIGINTS = 1016;
const DATES = 1182;
const TEXTS = 1009;

const asTexts = types.getTypeParser(TEXTS as never) as (value: string) => string[];

/** Days stay text (yyyy-mm-dd), counts become numbers, moments become Date. */
const parserOf = (oid: number, format?: 'text' | 'binary'): ((value: string) => unknown) => {
	if (oid === DATE) return (day) => day;
	if (oid === DATES) return asTexts;
	if (oid === BIGINT) return Number;
	if (oid === BIGINTS) return (list) => asTexts(list).map(Number);
	return types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
};

/** Statements that the database keeps prepared on each connection; lists of filters would otherwise fill its memory. */
const PREPARED = 1_000;
const names = new Map<string, string>();

const nameOf = (text: string): string | undefined => {
	const known = names.get(text);
	if (known || names.size >= PREPARED) return known;
	const name = `s${names.size}`;
	names.set(text, name);
	return name;
};

type Client = {
	query: (text: string, values: readonly unknown[]) => Promise<unknown>;
	release: (discard?: boolean) => void;
};

/** Plain commands such as `commit` gain nothing from being prepared. */
const clientOf = (client: PoolClient): Client => ({
	query: (text, values) => {
		const name = values.length > 0 ? nameOf(text) : undefined;
		return client.query({ text, values: [...values], ...(name ? { name } : {}) });
	},
	release: (discard) => client.release(discard),
});

/**
 * Kysely on a pool of connections (node-postgres): statements of a page go out together on one connection, each is
 * planned once, and a connection that the database closed is replaced (decision 0028).
 * @param options of the session, as PostgreSQL takes them: `-c search_path=auth`
 * @param patienceMs how long a connection is waited for
 */
export const pooledDialect = (
	url: string,
	connections: number,
	options?: string,
	patienceMs = 30_000,
): Dialect => {
	const pool = new Pool({
		connectionString: url,
		max: connections,
		idleTimeoutMillis: 60_000,
		connectionTimeoutMillis: patienceMs,
		pipeline: true,
		types: { getTypeParser: parserOf as never },
		...(options ? { options } : {}),
	});
	// The request that used a lost connection hears of it by its own statement.
	const lost = (error: Error): void =>
		log.warn({ error: error.message }, 'a connection to the database was lost');
	pool.on('error', lost);
	pool.on('connect', (client) => client.on('error', lost));
	return new PostgresDialect({
		pool: {
			options: pool.options,
			connect: async () => clientOf(await pool.connect()),
			end: () => pool.end(),
		} as never,
	});
};
