/**
 * Where a query of the application goes on a cluster: each recorded statement is explained on the coordinator, and those that ask more
 * than one shard are listed.
 *
 *   THUCTIEN_STATEMENTS=/tmp/statements.jsonl THUCTIEN_STATEMENTS_OF=all npm start     # and use it for a while
 *   node ops/citus/check-plans.ts /tmp/statements.jsonl postgres://thuctien_app:…@coordinator/thuctien
 *
 * Ends with 1 where a statement asks several shards, with 2 where the database is no cluster. docs/scale.md says what it can not tell.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import postgres from 'postgres';

type Recorded = { page: string; sql: string; parameters: unknown[] };

/** How many shards a plan of Citus asks, for each of its distributed parts; empty where it asks none (a part on the coordinator alone). */
export const taskCounts = (plan: string): number[] =>
	[...plan.matchAll(/Task Count: (\d+)/g)].map(([, count]) => Number(count));

const isSetting = (text: string): boolean => /set_config\(|^\s*set local/i.test(text);
const isNoQuery = (text: string): boolean => !/^\s*(with|select|insert|update|delete|merge)\b/i.test(text);

const main = async (file: string, url: string): Promise<number> => {
	const sql = postgres(url, { max: 1, onnotice: () => {} });
	const [citus] = await sql`select extversion from pg_extension where extname = 'citus'`;
	if (!citus) {
		console.error('This database has no Citus: nothing is distributed.');
		return 2;
	}
	const statements = readFileSync(file, 'utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Recorded);
	const seen = new Map<string, number[] | string>();
	let settings: Recorded[] = [];
	for (const statement of statements) {
		if (isSetting(statement.sql)) {
			settings = /set_config\(|app\.tenant/.test(statement.sql) ? [statement] : [...settings, statement];
			continue;
		}
		if (isNoQuery(statement.sql) || seen.has(statement.sql)) continue;
		await sql
			.begin(async (tx) => {
				await tx.unsafe("set local citus.propagate_set_commands to 'local'");
				for (const one of settings) await tx.unsafe(one.sql, one.parameters as never[]);
				const plan = await tx.unsafe(`explain (costs off) ${statement.sql}`, statement.parameters as never[]);
				seen.set(statement.sql, taskCounts(plan.map((row) => String(row['QUERY PLAN'])).join('\n')));
				throw new Error('undo');
			})
			.catch((error: unknown) => {
				if (!seen.has(statement.sql))
					seen.set(statement.sql, error instanceof Error ? error.message : String(error));
			});
	}
	await sql.end({ timeout: 2 });
	const several = [...seen].filter(([, told]) => typeof told !== 'string' && told.some((count) => count > 1));
	const failed = [...seen].filter(([, told]) => typeof told === 'string');
	for (const [text, told] of several)
		console.log(`${(told as number[]).join(', ')} shards\t${text.replace(/\s+/g, ' ')}`);
	for (const [text, told] of failed) console.log(`not explained (${told})\t${text.replace(/\s+/g, ' ')}`);
	console.log(
		`${seen.size} statements: ${seen.size - several.length - failed.length} at one server, ${several.length} at several, ${failed.length} not explained`,
	);
	return several.length > 0 ? 1 : 0;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const [file, url] = process.argv.slice(2);
	if (!file || !url) {
		console.error('node ops/citus/check-plans.ts STATEMENTS DATABASE_URL');
		process.exit(2);
	}
	process.exit(await main(file, url));
}
