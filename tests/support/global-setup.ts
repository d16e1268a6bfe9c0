import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findRoot } from '#lib/platform/config/config.ts';
import { readSecrets, type Secrets } from '#lib/platform/config/secrets.ts';
import { openPool } from '#lib/platform/database/connect.ts';
import { startEmbedded } from '#lib/platform/database/embedded.ts';
import { ensureDatabase, migrate } from '#lib/platform/database/migrate.ts';
import { leaveWritingToSystem } from './unhurried.ts';

declare module 'vitest' {
	interface ProvidedContext {
		ownerUrl: string;
		secrets: Secrets;
	}
}

/** One PostgreSQL for the whole run, with a migrated database that every test file copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
	const folder = mkdtempSync(join(tmpdir(), 'thuctien-test-'));
	chmodSync(folder, 0o755);
	const secrets = readSecrets(folder);
	const server = await startEmbedded(findRoot(), folder, secrets.databaseOwner);
	const owner = openPool(server.ownerUrl, 1);
	await leaveWritingToSystem(owner);
	await owner.end({ timeout: 2 });
	const template = await ensureDatabase(server.ownerUrl, 'template_thuctien');
	await migrate(findRoot(), template, secrets);
	project.provide('ownerUrl', server.ownerUrl);
	project.provide('secrets', secrets);
	return async () => {
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	};
}
