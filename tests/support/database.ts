import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { type Clock, fixedClock } from '#lib/platform/clock.ts';
import type { Door } from '#lib/platform/command/command.ts';
import { asRole, type Database, openDatabase, openPool } from '#lib/platform/database/connect.ts';
import { ensureDatabase } from '#lib/platform/database/migrate.ts';
import { openFileStore } from '#lib/platform/files/store.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { distinctStatements } from './distinct-statements.ts';

/** A database of its own for one test file. */
export type TestDatabase = {
	/** As the application: fenced by row level security. */
	db: Database;
	/** As the owner: sees everything. For looking behind the fence in an assertion. */
	owner: postgres.Sql;
	ownerUrl: string;
	appUrl: string;
	authUrl: string;
	folder: string;
	clock: Clock;
	/** The door of an actor, as a page would open it. */
	door: (actor: Actor, clock?: Clock) => Door;
};

export const testMoment = '2026-11-23T09:00:00+07:00';

/** Gives the file a copy of the migrated database, and takes it away at the end. Call at the top of a test file. */
export const useDatabase = (moment: string = testMoment): TestDatabase => {
	const database = {} as TestDatabase;
	beforeAll(async () => {
		const admin = inject('ownerUrl');
		const secrets = inject('secrets');
		const ownerUrl = await ensureDatabase(admin, `test_${randomUUID().slice(0, 8)}`, 'template_thuctien');
		const appUrl = asRole(ownerUrl, 'thuctien_app', secrets.databaseApp);
		const folder = mkdtempSync(join(tmpdir(), 'thuctien-files-'));
		const files = openFileStore(folder);
		const clock = fixedClock(moment);
		const db = openDatabase(appUrl, 4, distinctStatements());
		Object.assign(database, {
			db,
			owner: openPool(ownerUrl, 2),
			ownerUrl,
			appUrl,
			authUrl: asRole(ownerUrl, 'thuctien_auth', secrets.databaseAuth),
			folder,
			clock,
			door: (actor: Actor, own: Clock = clock): Door => ({ db, files, clock: own, actor, requestId: 'test' }),
		} satisfies TestDatabase);
	});
	afterAll(async () => {
		await database.db?.destroy();
		await database.owner?.end({ timeout: 2 });
		if (database.folder) rmSync(database.folder, { recursive: true, force: true });
	});
	return database;
};
