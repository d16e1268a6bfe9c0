import {
	type DatabaseConnection,
	type Dialect,
	Kysely,
	PostgresAdapter,
	PostgresIntrospector,
	PostgresQueryCompiler,
} from 'kysely';
import { expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import type { Auth } from './auth.ts';
import { sessionReader } from './session.ts';

/** A database that answers when it is let. */
const answering = (answer: () => Promise<object[]>): Kysely<Record<string, never>> => {
	const nothing = async (): Promise<void> => {};
	const connection = {
		executeQuery: async () => ({ rows: await answer() }),
	} as unknown as DatabaseConnection;
	const dialect: Dialect = {
		createAdapter: () => new PostgresAdapter(),
		createQueryCompiler: () => new PostgresQueryCompiler(),
		createIntrospector: (db) => new PostgresIntrospector(db),
		createDriver: () => ({
			init: nothing,
			acquireConnection: async () => connection,
			beginTransaction: nothing,
			commitTransaction: nothing,
			rollbackTransaction: nothing,
			releaseConnection: nothing,
			destroy: nothing,
		}),
	};
	return new Kysely({ dialect });
};

const cookie = new Headers({ cookie: 'thuctien.session_token=t' });

const readerOf = () => {
	let looks = 0;
	let letGo: () => void = () => {};
	let isHeld = false;
	const answer = async (): Promise<object[]> => {
		looks += 1;
		if (isHeld) await new Promise<void>((done) => (letGo = done));
		return [{ id: 's', actor: { name: 'Trần Văn An' } }];
	};
	const auth = { tokenOf: () => 't', db: answering(answer) } as unknown as Auth;
	return {
		reader: sessionReader(auth, systemClock),
		looks: () => looks,
		hold: () => (isHeld = true),
		letGo: () => {
			isHeld = false;
			letGo();
		},
	};
};

test('an answer is kept until a change is told', async () => {
	const { reader, looks } = readerOf();
	await reader.read(cookie);
	await reader.read(cookie);
	expect(looks()).toBe(1);
	reader.forget();
	await reader.read(cookie);
	expect(looks()).toBe(2);
});

test('what was being looked for when a change was told is answered and not kept', async () => {
	const { reader, looks, hold, letGo } = readerOf();
	hold();
	const first = reader.read(cookie);
	await expect.poll(looks).toBe(1);
	reader.forget();
	letGo();
	expect(await first).toMatchObject({ id: 's' });
	await reader.read(cookie);
	expect(looks()).toBe(2);
});

test('as long as the line to the database is lost nothing is kept', async () => {
	const { reader, looks } = readerOf();
	await reader.read(cookie);
	reader.lose();
	await reader.read(cookie);
	await reader.read(cookie);
	expect(looks()).toBe(3);
	reader.forget();
	await reader.read(cookie);
	await reader.read(cookie);
	expect(looks()).toBe(4);
});
