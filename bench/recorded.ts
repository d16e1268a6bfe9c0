import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findRoot } from '#lib/platform/config/config.ts';
import { ensureBuilt } from '../src/cli/build.ts';
import { fillCrowd } from './crowd.ts';

export type Statement = { page: string; sql: string; parameters: unknown[] };

/** The statements of each page, in the order in which they were run. */
export const readStatements = (file: string): Map<string, Statement[]> => {
	const pages = new Map<string, Statement[]>();
	for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
		const statement = JSON.parse(line) as Statement;
		pages.set(statement.page, [...(pages.get(statement.page) ?? []), statement]);
	}
	return pages;
};

export const untilReady = async (url: string): Promise<void> => {
	for (let attempt = 0; attempt < 900; attempt++) {
		try {
			if ((await fetch(url)).ok) return;
		} catch {
			// not yet
		}
		await pause(100);
	}
	throw new Error(`${url} did not answer`);
};

export const signIn = async (base: string, login: string, password: string): Promise<string> => {
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

/** A crowded world, served; the pages that are looked at, and a file with the statements that each of them ran. */
export type Recorded = {
	base: string;
	cookie: string;
	pages: Record<string, string>;
	dataDir: string;
	statementsFile: string;
	/** Starts another script of the project over the same data. */
	start: (script: string, args: string[], env: Record<string, string>) => ChildProcess;
	port: number;
	stop: () => Promise<void>;
};

/** Fills a unit with `members`, serves it, and writes down the statements of reader, reach list and trace. */
export const recordPages = async (members: number): Promise<Recorded> => {
	const root = findRoot();
	ensureBuilt(root);
	const folder = mkdtempSync(join(tmpdir(), 'thuctien-bench-'));
	chmodSync(folder, 0o755);
	const port = 4100 + (process.pid % 800);
	const base = `http://localhost:${port}`;
	const statementsFile = join(folder, 'statements.jsonl');
	const world = await fillCrowd(root, folder, members);
	const children: ChildProcess[] = [];
	const env = { DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'warn', NODE_ENV: 'production' };
	const start = (script: string, args: string[], more: Record<string, string>): ChildProcess => {
		const child = spawn(process.execPath, [join(root, script), ...args], {
			cwd: root,
			env: { ...process.env, ...env, ...more },
			stdio: ['ignore', 'ignore', 'inherit'],
		});
		children.push(child);
		return child;
	};
	const stop = async (): Promise<void> => {
		for (const child of children) child.kill('SIGTERM');
		await pause(1500);
		await world.stop();
		rmSync(folder, { recursive: true, force: true });
	};
	const pages = {
		reader: `/van-ban/${world.documentId}`,
		'reach list': `/van-ban/${world.documentId}/nguoi-doc`,
		trace: `/van-ban/${world.documentId}/trace`,
	};
	try {
		const recording = start('src/cli/main.ts', ['start'], { THUCTIEN_STATEMENTS: statementsFile });
		await untilReady(`${base}/readyz`);
		const first = await signIn(base, world.login, world.password);
		for (const path of Object.values(pages)) {
			await fetch(base + path, { headers: { cookie: first } });
			await fetch(base + path, { headers: { cookie: first, 'x-statements': path } });
		}
		recording.kill('SIGTERM');
		await pause(1500);
		start('src/cli/main.ts', ['start'], {});
		await untilReady(`${base}/readyz`);
		const cookie = await signIn(base, world.login, world.password);
		return { base, cookie, pages, dataDir: folder, statementsFile, start, port, stop };
	} catch (error) {
		await stop();
		throw error;
	}
};
