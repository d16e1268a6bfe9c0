import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type postgres from 'postgres';
import { followTenant, recountTenant, restAfter } from '#lib/features/oversight/follow.server.ts';
import { findRoot } from '#lib/platform/config/config.ts';
import { type Database, openDatabase, openPool } from '#lib/platform/database/connect.ts';
import { startDatabase } from '#lib/platform/database/start.ts';
import { seededRandom } from '../seed/random.ts';
import { liveOn } from '../seed/simulation/random-life.ts';
import { simulate } from '../seed/simulation/simulate.ts';

const MEMBERS = 5_000;
const AT_ONCE = 2_000;
const RATE = 500;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60);

type World = { db: Database; owner: postgres.Sql; tenantId: string };

/** Keeps the counts of a tenant beside, to be held against a recount. */
const keep = async ({ owner }: World, suffix: string): Promise<void> => {
	for (const table of ['unit_own_progress', 'unit_progress', 'unit_due', 'unit_people'])
		await owner.unsafe(`create table kept_${suffix}_${table} as select * from ${table}`);
};

/** Rows that are not the same in both, those that are nought throughout left out. */
const differences = async ({ owner }: World): Promise<number> => {
	let found = 0;
	for (const table of ['unit_own_progress', 'unit_progress', 'unit_due', 'unit_people']) {
		const columns = await owner<
			{ name: string }[]
		>`select column_name as name from information_schema.columns where table_name = ${table} and data_type = 'integer'`;
		const some = columns.map(({ name }) => `${name} <> 0`).join(' or ');
		const [row] = await owner.unsafe(`select count(*)::int as rows from (
			(select * from kept_followed_${table} where ${some} except select * from kept_counted_${table} where ${some})
			union all (select * from kept_counted_${table} where ${some} except select * from kept_followed_${table} where ${some})) d`);
		found += Number(row?.['rows']);
	}
	return found;
};

/** Random events in chunks, the job following and being killed in between; then the kept counts beside a recount. */
const exactness = async (world: World, wanted: number): Promise<void> => {
	const { db, owner, tenantId } = world;
	const random = seededRandom(99);
	let events = 0;
	let kills = 0;
	let following = 0;
	const started = performance.now();
	while (events < wanted) {
		for (let chunk = 0; chunk < 10 && events < wanted; chunk++)
			events += await liveOn(owner, tenantId, random, AT_ONCE);
		const from = performance.now();
		const pass = followTenant(db, tenantId, new Date()).catch(() => {
			kills += 1;
		});
		if (random.chance(0.4)) {
			await pause(random.below(1_500));
			await owner`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'thuctien_app' and state <> 'idle'`;
		}
		await pass;
		following += performance.now() - from;
	}
	await followTenant(db, tenantId, new Date());
	const seconds = (performance.now() - started) / 1000;
	await keep(world, 'followed');
	const from = performance.now();
	await recountTenant(db, tenantId, new Date());
	const recount = (performance.now() - from) / 1000;
	await keep(world, 'counted');
	const differing = await differences(world);
	const [size] = await owner`select count(*)::int as rows from kept_counted_unit_progress`;
	console.log(
		`exactness: ${events} events, the job killed ${kills} times, ${differing} of ${size?.['rows']} rows differ from a recount; ${(events / (following / 1000)).toFixed(0)} events/s followed, ${seconds.toFixed(0)} s in all, a recount ${recount.toFixed(1)} s`,
	);
	if (differing > 0) process.exitCode = 1;
};

/** Some events each fifth of a second, the job every two seconds as in the server: how old the oldest event is that is not yet counted. */
const lag = async ({ db, owner, tenantId }: World): Promise<void> => {
	const random = seededRandom(7);
	const until = Date.now() + SECONDS * 1_000;
	const ages: number[] = [];
	let written = 0;
	const write = async (): Promise<void> => {
		while (Date.now() < until) {
			const from = Date.now();
			written += await liveOn(owner, tenantId, random, RATE / 5);
			await pause(Math.max(0, 200 - (Date.now() - from)));
		}
	};
	const follow = async (): Promise<void> => {
		while (Date.now() < until) {
			const from = Date.now();
			await followTenant(db, tenantId, new Date());
			await pause(restAfter(Date.now() - from));
		}
	};
	const watch = async (): Promise<void> => {
		while (Date.now() < until) {
			const [row] =
				await owner`select coalesce(extract(epoch from clock_timestamp() - min(e.at)), 0)::float as age from event e, progress_position p
				where e.tenant_id = ${tenantId} and p.tenant_id = ${tenantId} and (e.sealed_in is null or e.sealed_in > p.batch)`;
			ages.push(Number(row?.['age']));
			await pause(500);
		}
	};
	await Promise.all([write(), follow(), watch()]);
	const sorted = ages.sort((one, other) => one - other);
	const at = (share: number): string =>
		(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
	console.log(
		`lag: ${(written / SECONDS).toFixed(0)} events/s for ${SECONDS} s; the oldest event not yet counted was ${at(0.5)} s old (p50), ${at(0.95)} s (p95), ${at(1)} s at most`,
	);
};

/**
 * The roll-up against a recount after many random events with the job killed in between, and its lag under a steady stream.
 * @param args how many events (1,000,000)
 */
export const main = async (args: string[]): Promise<void> => {
	const folder = mkdtempSync(join(tmpdir(), 'thuctien-rollup-'));
	chmodSync(folder, 0o755);
	const database = await startDatabase({
		root: findRoot(),
		dataDir: folder,
		port: 0,
		host: '127.0.0.1',
		databaseUrl: null,
		origin: null,
	});
	const db = openDatabase(database.appUrl, 4);
	const owner = openPool(database.ownerUrl, 4);
	try {
		const made = await simulate(
			{ ownerUrl: database.ownerUrl, owner },
			{ members: MEMBERS, years: 1, seed: 1, today: '2026-11-23', light: false, readings: 1 },
		);
		const tenantId = made.tenants[0] ?? '';
		await recountTenant(db, tenantId, new Date());
		await lag({ db, owner, tenantId });
		await exactness({ db, owner, tenantId }, Number(args[0] ?? 1_000_000));
	} finally {
		await db.destroy().catch(() => {});
		await owner.end({ timeout: 5 });
		await database.stop();
		rmSync(folder, { recursive: true, force: true });
	}
};
