import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tenantTables } from '../support/any-row.ts';
import { useDatabase } from '../support/database.ts';
import type { RunStatement } from '../support/distinct-statements.ts';
import { notConfined, type PlanNode } from './confined.ts';
import { namedLooks } from './exceptions.ts';

const database = useDatabase();

/**
 * How many statements of a file leave it to the fence alone to keep to one organisation: right on one server and with replicas, and asked
 * of every shard on a cluster, which finds the shard by a tenant that is named in the statement. No file may join them; how many there are
 * in one depends a little on which statements a run happens to make, and is written for whoever mends them (LEANING=write npm test -- unit tenants).
 */
type Leaning = { files: Record<string, number> };
const leaningFile = join(import.meta.dirname, 'leaning.json');

/** What the tests before this one had the application run (`npm test -- unit tenants`). */
const recorded = (): RunStatement[] => {
	const file = process.env['THUCTIEN_DISTINCT_STATEMENTS'];
	if (!file || !existsSync(file))
		throw new Error(
			'No statements were recorded: run the gates "unit" and "tenants" together (npm test -- unit tenants).',
		);
	const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
	return [...new Map(lines.map((line) => [line, JSON.parse(line) as RunStatement])).values()];
};

/** The tables of the queue of jobs have no tenant, and stand at one server. */
const isOfQueue = (text: string): boolean => /\bpgboss\./.test(text);
const isQuery = (text: string): boolean =>
	/^\s*(with|select|insert|update|delete|merge)\b/i.test(text) && !isOfQueue(text);

/** Tables that exist only while a transaction runs, so that statements with them can be planned. */
const temporaryTables = 'create table search_count (term text, share real)';

test('every statement of the application names its tenant for each table that it reads, or is counted among those that do not', async () => {
	const tables = new Set((await tenantTables(database.owner)).map(({ schema, name }) => `${schema}.${name}`));
	// Schema auth is read by the role of the sign-in, which has no tenant yet; it stays at one server.
	const isTenantTable = (table: string): boolean => tables.has(table) && !table.startsWith('auth.');
	await database.owner.unsafe(temporaryTables);
	const leaning = new Map<string, string[]>();
	const notPlanned: string[] = [];
	const statements = recorded().filter(({ sql }) => isQuery(sql));
	expect(statements.length).toBeGreaterThan(300);
	for (const { sql, from } of statements) {
		try {
			// As the owner, past the fence: what remains is what the statement itself says.
			const [row] = await database.owner.unsafe(
				`explain (generic_plan, verbose, costs off, format json) ${sql}`,
			);
			const told = row?.['QUERY PLAN'] as { Plan: PlanNode }[] | undefined;
			const plan = told?.[0]?.Plan;
			if (!plan) throw new Error('no plan');
			const open = notConfined(plan, isTenantTable);
			if (open.length > 0)
				leaning.set(from, [
					...(leaning.get(from) ?? []),
					`${open.join(', ')}: ${sql.replace(/\s+/g, ' ').trim()}`,
				]);
		} catch (error) {
			notPlanned.push(`${from}: ${String(error)}: ${sql.replace(/\s+/g, ' ').slice(0, 200)}`);
		}
	}
	const counts = Object.fromEntries([...leaning].map(([from, open]) => [from, open.length]));
	if (process.env['LEANING'] === 'write') {
		const files = Object.fromEntries(Object.entries(counts).sort());
		writeFileSync(leaningFile, `${JSON.stringify({ files } satisfies Leaning, null, '\t')}\n`);
	}
	const known = JSON.parse(readFileSync(leaningFile, 'utf8')) as Leaning;
	const joined = Object.keys(counts).filter((from) => from !== '' && !(from in known.files));
	expect(joined.map((from) => [from, ...(leaning.get(from) ?? [])])).toEqual([]);
	expect(notPlanned).toEqual([]);
});

test('functions that look past the fence begin with the tenant of the transaction, or are named with a reason', async () => {
	const rows = await database.owner<{ at: string; names: boolean }[]>`
		select p.oid::regprocedure::text as at, pg_get_functiondef(p.oid) ~ 'meta\\.tenant\\(\\)' as names
		from pg_proc p where p.prosecdef and p.pronamespace::regnamespace::text in ('public', 'auth', 'meta') order by 1`;
	expect(rows.filter(({ at, names }) => !names && !namedLooks[at]).map(({ at }) => at)).toEqual([]);
	const known = new Set(rows.map(({ at }) => at));
	expect(Object.keys(namedLooks).filter((at) => !known.has(at))).toEqual([]);
});
