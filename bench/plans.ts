import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '#lib/platform/config/config.ts';
import { readSecrets } from '#lib/platform/config/secrets.ts';
import { asRole, openPool } from '#lib/platform/database/connect.ts';
import { ownerUrlOf } from '../tests/support/served.ts';
import { readStatements, recordPages } from './recorded.ts';

const named = (page: string): string => page.replaceAll(' ', '-');

/** Ids differ from run to run; a plan that is compared in review should not. */
const withoutIds = (text: string): string =>
	text
		.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '…')
		.replace(/Buffers: .*/g, '')
		.replace(/\n\s*\n/g, '\n');

/**
 * Writes db/plans/*.sql: the statements of reader, reach list and trace with their plans as the application's role gets
 * them, with 4,000 members, so that a reviewer sees what a change does to them.
 */
export const main = async (): Promise<void> => {
	const folder = join(findRoot(), 'db/plans');
	mkdirSync(folder, { recursive: true });
	const recorded = await recordPages(4_000);
	try {
		const secrets = readSecrets(recorded.dataDir);
		const pool = openPool(asRole(ownerUrlOf(recorded.dataDir), 'thuctien_app', secrets.databaseApp), 1);
		const statements = readStatements(recorded.statementsFile);
		for (const [name, path] of Object.entries(recorded.pages)) {
			const parts: string[] = [`-- ${name}: written by "npm run bench -- plans" (4,000 members).\n`];
			await pool.begin('read only', async (tx) => {
				for (const { sql, parameters } of statements.get(path) ?? []) {
					if (/^\s*(start|begin|commit)/i.test(sql)) continue;
					if (sql.includes('set_config')) {
						await tx.unsafe(sql, parameters as never[]);
						continue;
					}
					const plan = await tx.unsafe(
						`explain (analyze, costs off, timing off, summary off, buffers off) ${sql}`,
						parameters as never[],
					);
					const lines = plan.map((row) => `-- ${String(row['QUERY PLAN'])}`).join('\n');
					parts.push(`${withoutIds(sql).trim()};\n${withoutIds(lines)}\n`);
				}
			});
			writeFileSync(join(folder, `${named(name)}.sql`), parts.join('\n'));
			console.log(`db/plans/${named(name)}.sql`);
		}
		await pool.end({ timeout: 2 });
	} finally {
		await recorded.stop();
	}
};
