import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type postgres from 'postgres';
import { findRoot } from '#lib/platform/config/config.ts';
import { readSecrets } from '#lib/platform/config/secrets.ts';
import { isReachable, outsideFolder, serverUser } from '#lib/platform/database/binaries.ts';
import { asRole, openPool } from '#lib/platform/database/connect.ts';
import { leaveWritingToSystem } from './unhurried.ts';

/** The built application, served by a process of its own over an empty data directory. */
export type ServedApp = {
	url: string;
	dataDir: string;
	/** As the owner of the database: sees everything. */
	owner: postgres.Sql;
	appUrl: string;
	/** What the process wrote so far. */
	output: () => string;
	stop: () => Promise<void>;
	/** Ends the process in good order, and keeps its data directory. */
	end: () => Promise<void>;
	/** Ends the process as a power cut would, and keeps its data directory. */
	kill: () => Promise<void>;
};

export const freePort = (): Promise<number> =>
	new Promise((done, fail) => {
		const probe = createServer();
		probe.once('error', fail);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
		});
	});

/** The address of the embedded database of a data directory, as its owner. */
export const ownerUrlOf = (dataDir: string): string => {
	const folder = serverUser() && !isReachable(dataDir) ? outsideFolder(dataDir) : dataDir;
	const port = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3];
	return `postgres://thuctien_owner:${readSecrets(dataDir).databaseOwner}@127.0.0.1:${port}/thuctien`;
};

/**
 * Starts the application as `npm start` does (it is built first when its sources changed) and waits until it is ready.
 * @param env DATA_DIR: a directory that an earlier one left; without it an empty one is made
 */
export const serveApp = async (env: Record<string, string> = {}, seconds = 240): Promise<ServedApp> => {
	const root = findRoot();
	const dataDir = env['DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'thuctien-served-'));
	chmodSync(dataDir, 0o755);
	const port = Number(env['PORT'] ?? (await freePort()));
	const url = `http://localhost:${port}`;
	let output = '';
	const child = spawn(process.execPath, [join(root, 'src/cli/main.ts'), 'start'], {
		cwd: root,
		env: {
			...process.env,
			NODE_ENV: 'production',
			DATA_DIR: dataDir,
			PORT: String(port),
			HOST: '127.0.0.1',
			ORIGIN: '',
			DATABASE_URL: '',
			VITEST: '',
			...env,
		},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (text: Buffer) => (output += text.toString()));
	const gone = new Promise<void>((done) => child.once('exit', () => done()));
	const isReady = () =>
		fetch(`${url}/readyz`).then(
			(answer) => answer.ok,
			() => false,
		);
	const latest = Date.now() + seconds * 1000;
	while (!(await isReady())) {
		if (child.exitCode !== null || Date.now() > latest) {
			child.kill('SIGKILL');
			throw new Error(`The application did not start.\n${output.slice(-4000)}`);
		}
		await pause(100);
	}
	const ownerUrl = env['DATABASE_URL'] || ownerUrlOf(dataDir);
	const owner = openPool(ownerUrl, 2);
	if (!env['DATABASE_URL']) await leaveWritingToSystem(owner);
	const end = async (): Promise<void> => {
		await owner.end({ timeout: 2 });
		child.kill('SIGTERM');
		await Promise.race([gone, pause(15_000)]);
		if (child.exitCode === null) child.kill('SIGKILL');
	};
	return {
		url,
		dataDir,
		owner,
		appUrl: asRole(ownerUrl, 'thuctien_app', readSecrets(dataDir).databaseApp),
		output: () => output,
		end,
		stop: async () => {
			await end();
			rmSync(dataDir, { recursive: true, force: true });
		},
		kill: async () => {
			await owner.end({ timeout: 2 });
			child.kill('SIGKILL');
			await gone;
		},
	};
};
