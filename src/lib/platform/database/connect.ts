import { Kysely } from 'kysely';
import postgres from 'postgres';
import { pooledDialect } from './pool.ts';
import type { DB } from './tables.ts';

export type Database = Kysely<DB>;

/** A pool for the owner's work (set-up, migrations, tests), which is written as plain SQL: days stay text (yyyy-mm-dd), counts become numbers, moments become Date. */
export const openPool = (url: string, connections: number): postgres.Sql =>
	postgres(url, {
		max: connections,
		idle_timeout: 60,
		onnotice: () => {},
		types: {
			date: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (day: string) => day },
			// Values for json columns are turned into text by the caller (a list would be taken for a PostgreSQL array).
			json: {
				to: 114,
				from: [114, 3802],
				serialize: (text: string) => text,
				parse: (text: string) => JSON.parse(text) as unknown,
			},
			bigint: { to: 20, from: [20], serialize: (count: number) => String(count), parse: Number },
		},
	});

export const openDatabase = (
	url: string,
	connections = 16,
	onStatement?: (sql: string, parameters: readonly unknown[]) => void,
): Database =>
	new Kysely<DB>({
		dialect: pooledDialect(url, connections),
		...(onStatement ? { log: (event) => onStatement(event.query.sql, event.query.parameters) } : {}),
	});

/** The same server and database, entered as another role. */
export const asRole = (ownerUrl: string, role: string, password: string): string => {
	const url = new URL(ownerUrl);
	url.username = role;
	url.password = password;
	return url.toString();
};
