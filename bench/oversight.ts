import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { daysOf, presentQuarter } from '#lib/features/oversight/domain/period.ts';
import { recountTenant, sumTenant } from '#lib/features/oversight/follow.server.ts';
import { findRoot } from '#lib/platform/config/config.ts';
import { openDatabase, openPool } from '#lib/platform/database/connect.ts';
import { startDatabase } from '#lib/platform/database/start.ts';
import { addDays, dayOf } from '#lib/shared/calendar.ts';
import { samplePassword } from '../seed/people.ts';
import { simulate } from '../seed/simulation/simulate.ts';
import { ensureBuilt } from '../src/cli/build.ts';
import { signIn, untilReady } from './recorded.ts';

const REQUESTS = Number(process.env['BENCH_REQUESTS'] ?? 300);
/** From so many members on counts alone are loaded (see docs/scale.md). */
const LIGHT_FROM = Number(process.env['BENCH_LIGHT_FROM'] ?? 1_000_000);

/** The last day of the quarter that ended last: days of a simulated organisation are kept as of such. */
const lastQuarterEnd = addDays(daysOf(presentQuarter(dayOf(new Date()))).from, -1);

type Served = {
	name: string;
	base: string;
	cookie: string;
	pages: Record<string, string>;
	stop: () => Promise<void>;
};

/** An organisation of so many members, loaded, counted and served. */
const serveMembers = async (root: string, members: number, port: number): Promise<Served> => {
	const folder = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'thuctien-oversight-'));
	chmodSync(folder, 0o755);
	const database = await startDatabase({
		root,
		dataDir: folder,
		port: 0,
		host: '127.0.0.1',
		databaseUrl: null,
		origin: null,
	});
	const db = openDatabase(database.appUrl, 4);
	const owner = openPool(database.ownerUrl, 2);
	const light = members >= LIGHT_FROM;
	const wish = { members, years: 2, seed: 2017, today: dayOf(new Date()), light, readings: light ? 0 : 1 };
	const made = await simulate({ ownerUrl: database.ownerUrl, owner }, wish);
	const from = performance.now();
	for (const tenantId of made.tenants) await (light ? sumTenant : recountTenant)(db, tenantId, new Date());
	const top = made.tenants.at(-1) ?? '';
	await recountTenant(db, top, new Date());
	const counting = (performance.now() - from) / 1000;
	await owner`vacuum analyze`;
	const [size] = await owner`select pg_size_pretty(pg_database_size(current_database())) as size`;
	const [highest] =
		await owner`select id from unit where tenant_id = ${top} and parent_id is null order by founded_on, id limit 1`;
	const [unit] =
		await owner`select u.id from unit u join unit p on p.tenant_id = u.tenant_id and p.id = u.parent_id and p.parent_id is null where u.tenant_id = ${top} order by u.name limit 1`;
	console.log(
		`${made.people} people, ${made.units} units, ${made.rows} rows${light ? ' (counts alone)' : ''} loaded in ${made.seconds.toFixed(0)} s: ${Math.round(made.rows / made.seconds)} rows/s; counted in ${counting.toFixed(1)} s; ${size?.['size']}`,
	);
	await db.destroy();
	await owner.end({ timeout: 5 });
	const base = `http://localhost:${port}`;
	const child: ChildProcess = spawn(process.execPath, [join(root, 'src/cli/main.ts'), 'start'], {
		cwd: root,
		env: {
			...process.env,
			DATA_DIR: folder,
			PORT: String(port),
			LOG_LEVEL: 'warn',
			NODE_ENV: 'production',
			WORKER: 'off',
		},
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	const stop = async (): Promise<void> => {
		const gone = once(child, 'exit');
		child.kill('SIGTERM');
		await gone;
		await database.stop();
		rmSync(folder, { recursive: true, force: true });
	};
	await untilReady(`${base}/readyz`);
	const cookie = await signIn(base, made.logins.at(-1)?.login ?? '', samplePassword);
	return {
		name: `${members}`,
		base,
		cookie,
		pages: {
			top: '/toan-canh',
			'top, a quarter': '/toan-canh?quy=2',
			'one below': `/toan-canh/${unit?.['id']}`,
			'top, as of a day that is over': `/toan-canh?nam=${lastQuarterEnd.slice(0, 4)}&ngay=${lastQuarterEnd}`,
			'growth and ages of the top': `/toan-canh/${highest?.['id']}/dang-vien`,
		},
		stop,
	};
};

const share = (times: readonly number[], part: number): number =>
	[...times].sort((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * part))] ??
	0;

const ask = async ({ base, cookie }: Served, path: string): Promise<number> => {
	const from = performance.now();
	const answer = await fetch(base + path, { headers: { cookie } });
	await answer.text();
	if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
	return performance.now() - from;
};

/**
 * The page of oversight at the top of a large organisation beside that of a small one, in one run: requests alternate, so that
 * whatever else the machine does falls on both.
 * @param args members of the small and of the large one
 */
export const main = async (args: string[]): Promise<void> => {
	const root = findRoot();
	ensureBuilt(root);
	const [small = 5_600, large = 500_000] = args.map(Number);
	const served: Served[] = [];
	try {
		served.push(await serveMembers(root, small, 4_900 + (process.pid % 40)));
		served.push(await serveMembers(root, large, 4_950 + (process.pid % 40)));
		const [first, second] = served as [Served, Served];
		console.log('| page | members | p50 ms | p95 ms | p95 ratio | load |');
		console.log('|---|---|---|---|---|---|');
		for (const page of Object.keys(first.pages)) {
			const times: number[][] = [[], []];
			for (let index = 0; index < REQUESTS + 30; index++)
				for (const [place, one] of [first, second].entries()) {
					const time = await ask(one, one.pages[page] ?? '');
					if (index >= 30) times[place]?.push(time);
				}
			const [below = [], above = []] = times;
			for (const [place, one] of [first, second].entries()) {
				const own = times[place] ?? [];
				const ratio = place === 1 ? (share(above, 0.95) / share(below, 0.95)).toFixed(2) : '';
				console.log(
					`| ${page} | ${one.name} | ${share(own, 0.5).toFixed(1)} | ${share(own, 0.95).toFixed(1)} | ${ratio} | ${loadavg()[0]?.toFixed(1)} |`,
				);
			}
		}
	} finally {
		for (const one of served) await one.stop();
	}
};
