/**
 * `npm run tables`: writes src/lib/platform/database/tables.ts from the migrations, by way of an empty database of its
 * own. Run it after a migration.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRoot } from '#lib/platform/config/config.ts';
import { startDatabase } from '#lib/platform/database/start.ts';

const root = findRoot();
const dataDir = mkdtempSync(join(tmpdir(), 'thuctien-tables-'));
chmodSync(dataDir, 0o755);
const database = await startDatabase({
	root,
	dataDir,
	port: 0,
	host: '127.0.0.1',
	databaseUrl: null,
	origin: null,
});
try {
	execFileSync(
		join(root, 'node_modules/.bin/kysely-codegen'),
		[
			'--dialect=postgres',
			`--url=${database.ownerUrl}`,
			`--out-file=${join(root, 'src/lib/platform/database/tables.ts')}`,
			'--date-parser=string',
			// Counts come as numbers (connect.ts).
			'--type-mapping={"int8":"number","ltree":"string"}',
			'--include-pattern={public,auth}.*',
		],
		{ stdio: 'inherit' },
	);
} finally {
	await database.stop();
	rmSync(dataDir, { recursive: true, force: true });
}
