import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import autocannon from 'autocannon';
import { findRoot } from '#lib/platform/config/config.ts';
import { ensureBuilt } from '../src/cli/build.ts';
import { fillCrowd } from './crowd.ts';

const CONNECTIONS = 50;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 12);

type Figures = { requests: number; p50: number; p95: number; bytes: number; errors: number };

const measure = async (url: string, cookie: string): Promise<Figures> => {
	const options = { url, connections: CONNECTIONS, headers: { cookie } };
	await autocannon({ ...options, duration: 3 });
	const result = await autocannon({ ...options, duration: SECONDS });
	return {
		requests: result.requests.average,
		p50: result.latency.p50,
		p95: (result.latency as unknown as Record<string, number>)['p97_5'] ?? result.latency.p99,
		bytes: Math.round(result.throughput.average / Math.max(1, result.requests.average)),
		errors: result.non2xx + result.errors,
	};
};

const untilReady = async (url: string): Promise<void> => {
	for (let attempt = 0; attempt < 300; attempt++) {
		try {
			if ((await fetch(url)).ok) return;
		} catch {
			// not yet
		}
		await pause(100);
	}
	throw new Error(`${url} did not answer`);
};

const start = (script: string[], env: Record<string, string>): ChildProcess =>
	spawn(process.execPath, script, {
		cwd: findRoot(),
		env: { ...process.env, ...env },
		stdio: ['ignore', 'inherit', 'inherit'],
	});

const signIn = async (base: string, login: string, password: string): Promise<string> => {
	const answer = await fetch(`${base}/dang-nhap`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: base, 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({ login, password }),
	});
	const cookie = answer.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');
	if (!cookie.includes('session_token')) throw new Error(`Sign-in failed: ${answer.status}`);
	return cookie;
};

/**
 * Requests a second and latency of reader, reach list and trace with 4,000 members, row level security on, each beside
 * a bare Hono route that runs the statements which the page was seen to run, in one run on one machine.
 */
export const main = async (): Promise<void> => {
	const root = findRoot();
	ensureBuilt(root);
	const folder = mkdtempSync(join(tmpdir(), 'thuctien-bench-'));
	chmodSync(folder, 0o755);
	const port = 4100 + (process.pid % 800);
	const base = `http://localhost:${port}`;
	const bare = `http://localhost:${port + 1}`;
	const statements = join(folder, 'statements.jsonl');
	const world = await fillCrowd(root, folder, 4_000);
	const children: ChildProcess[] = [];
	try {
		const env = { DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'warn', NODE_ENV: 'production' };
		const server = start([join(root, 'src/cli/main.ts'), 'start'], {
			...env,
			THUCTIEN_STATEMENTS: statements,
		});
		children.push(server);
		await untilReady(`${base}/readyz`);
		const cookie = await signIn(base, world.login, world.password);
		const pages = {
			reader: `/van-ban/${world.documentId}`,
			'reach list': `/van-ban/${world.documentId}/nguoi-doc`,
			trace: `/van-ban/${world.documentId}/trace`,
		};
		for (const path of Object.values(pages)) {
			await fetch(base + path, { headers: { cookie } });
			await fetch(`${base}${path}`, { headers: { cookie, 'x-statements': path } });
		}
		server.kill('SIGTERM');
		await pause(1500);
		children.push(start([join(root, 'src/cli/main.ts'), 'start'], env));
		await untilReady(`${base}/readyz`);
		children.push(
			start([join(root, 'bench/bare.ts'), statements], {
				...env,
				PORT: String(port + 1),
				THUCTIEN_APP_URL: '',
			}),
		);
		await untilReady(`${bare}/ready`);
		const again = await signIn(base, world.login, world.password);
		console.log(
			'| page | requests/s | p50 ms | p97.5 ms | kB | bare requests/s | bare p97.5 ms | share of bare |',
		);
		console.log('|---|---|---|---|---|---|---|---|');
		for (const [name, path] of Object.entries(pages)) {
			const page = await measure(base + path, again);
			const beside = await measure(`${bare}/?page=${encodeURIComponent(path)}`, '');
			if (page.errors + beside.errors > 0)
				console.error(`${name}: ${page.errors} + ${beside.errors} requests failed`);
			const row = [
				name,
				page.requests.toFixed(0),
				page.p50,
				page.p95,
				(page.bytes / 1000).toFixed(0),
				beside.requests.toFixed(0),
				beside.p95,
				`${((100 * page.requests) / beside.requests).toFixed(0)} %`,
			];
			console.log(`| ${row.join(' | ')} |`);
		}
	} finally {
		for (const child of children) child.kill('SIGTERM');
		await pause(1500);
		await world.stop();
		rmSync(folder, { recursive: true, force: true });
	}
};
