/**
 * `npm run distribution`: writes ops/citus/distribute.sql from the migrations, by way of an empty database of its own. Run it after a
 * migration; tests/database/distribution.test.ts tells when it was forgotten.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRoot } from '#lib/platform/config/config.ts';
import { openPool } from '#lib/platform/database/connect.ts';
import { startDatabase } from '#lib/platform/database/start.ts';
import { distributionOf } from './distribution.ts';

const root = findRoot();
const dataDir = mkdtempSync(join(tmpdir(), 'thuctien-distribution-'));
chmodSync(dataDir, 0o755);
const database = await startDatabase({
	root,
	dataDir,
	port: 0,
	host: '127.0.0.1',
	databaseUrl: null,
	origin: null,
});
const owner = openPool(database.ownerUrl, 1);
try {
	writeFileSync(join(root, 'ops/citus/distribute.sql'), await distributionOf(owner));
} finally {
	await owner.end({ timeout: 2 });
	await database.stop();
	rmSync(dataDir, { recursive: true, force: true });
}
