import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { isReachable, outsideFolder, type ServerUser, serverBinaries, serverUser } from './binaries.ts';

/** A running server: the address for its owner, and how to stop it. */
export type EmbeddedServer = {
	ownerUrl: string;
	folder: string;
	adopted: boolean;
	stop: () => Promise<void>;
};

const freePort = (): Promise<number> =>
	new Promise((done, fail) => {
		const probe = createServer();
		probe.once('error', fail);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			const port = typeof address === 'object' && address ? address.port : 0;
			probe.close(() => done(port));
		});
	});

const answers = async (url: string): Promise<boolean> => {
	const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
	try {
		await sql`select 1`;
		return true;
	} catch {
		return false;
	} finally {
		await sql.end({ timeout: 1 });
	}
};

const MEGABYTE = 2 ** 20;

/**
 * How much memory the server may take for what it has read, and how much of the machine's it may reckon with: an eighth
 * and a half. Searching a large library reads all over it, and what is fetched from outside is checked page by page.
 */
const memoryFor = (machine: number): { shared_buffers: string; effective_cache_size: string } => {
	const own = Math.min(2_048, Math.max(128, Math.floor(machine / MEGABYTE / 8)));
	const cache = Math.max(own, Math.floor(machine / MEGABYTE / 2));
	return { shared_buffers: `${own}MB`, effective_cache_size: `${cache}MB` };
};

const isAlive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
};

const until = async (condition: () => boolean | Promise<boolean>, seconds: number): Promise<boolean> => {
	const end = Date.now() + seconds * 1000;
	while (Date.now() < end) {
		if (await condition()) return true;
		await pause(40);
	}
	return false;
};

/** The pid and port of a server that holds this cluster, living or not. */
const readPidFile = (cluster: string): { pid: number; port: number } | null => {
	const file = join(cluster, 'postmaster.pid');
	if (!existsSync(file)) return null;
	const lines = readFileSync(file, 'utf8').split('\n');
	return { pid: Number(lines[0]), port: Number(lines[3]) };
};

const initialise = (bin: string, cluster: string, user: ServerUser, password: string): void => {
	const passwordFile = `${cluster}.pw`;
	writeFileSync(passwordFile, password, { mode: 0o600 });
	if (user) chownSync(passwordFile, user.uid, user.gid);
	try {
		execFileSync(
			join(bin, 'bin', 'initdb'),
			[
				'-D',
				cluster,
				'-U',
				'thuctien_owner',
				`--pwfile=${passwordFile}`,
				'--auth=scram-sha-256',
				'--encoding=UTF8',
				'--locale=C',
				'--locale-provider=icu',
				'--icu-locale=vi',
				'--data-checksums',
			],
			{
				...(user ?? {}),
				cwd: '/',
				stdio: ['ignore', 'ignore', 'pipe'],
				env: { ...process.env, LC_ALL: 'C' },
			},
		);
	} catch (error) {
		rmSync(cluster, { recursive: true, force: true });
		throw error;
	} finally {
		rmSync(passwordFile, { force: true });
	}
};

/**
 * Starts the embedded PostgreSQL on a port of 127.0.0.1 that is free, or adopts the one that outlived a killed parent.
 * @param root the checkout (its binaries)   @param dataDir where the cluster and the server's log lie
 * @param password of the owner role         @throws Error when the server does not come up; its log names the reason
 */
export const startEmbedded = async (
	root: string,
	dataDir: string,
	password: string,
): Promise<EmbeddedServer> => {
	const user = serverUser();
	const folder = user && !isReachable(dataDir) ? outsideFolder(dataDir) : dataDir;
	mkdirSync(folder, { recursive: true, mode: 0o755 });
	const bin = serverBinaries(root, user);
	const cluster = join(folder, 'postgres');
	const urlAt = (port: number): string => `postgres://thuctien_owner:${password}@127.0.0.1:${port}/postgres`;
	const stopPid = async (pid: number): Promise<void> => {
		if (!isAlive(pid)) return;
		process.kill(pid, 'SIGINT');
		if (!(await until(() => !isAlive(pid), 10)) && isAlive(pid)) process.kill(pid, 'SIGQUIT');
	};

	if (!existsSync(join(cluster, 'PG_VERSION'))) {
		mkdirSync(cluster, { recursive: true, mode: 0o700 });
		if (user) chownSync(cluster, user.uid, user.gid);
		initialise(bin, cluster, user, password);
	}
	const held = readPidFile(cluster);
	if (held && isAlive(held.pid)) {
		if (await until(() => answers(urlAt(held.port)), 5)) {
			return { ownerUrl: urlAt(held.port), folder, adopted: true, stop: () => stopPid(held.pid) };
		}
		await stopPid(held.pid);
	}

	const logFile = openSync(join(folder, 'postgres.log'), 'a');
	const port = await freePort();
	const options = {
		listen_addresses: '127.0.0.1',
		port,
		unix_socket_directories: '',
		max_connections: 100,
		...memoryFor(totalmem()),
		work_mem: '16MB',
		jit: 'off',
		random_page_cost: '1.1',
		wal_compression: 'on',
		log_min_messages: 'warning',
		timezone: 'UTC',
		password_encryption: 'scram-sha-256',
	};
	const server = spawn(
		join(bin, 'bin', 'postgres'),
		['-D', cluster, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
		{
			...(user ?? {}),
			cwd: '/',
			detached: true,
			stdio: ['ignore', logFile, logFile],
			env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
		},
	);
	server.unref();
	let gone = false;
	server.once('exit', () => {
		gone = true;
	});
	if (!(await until(async () => gone || (await answers(urlAt(port))), 60)) || gone) {
		const tail = readFileSync(join(folder, 'postgres.log'), 'utf8').split('\n').slice(-8).join('\n');
		throw new Error(`The embedded PostgreSQL did not start.\n${tail}`);
	}
	const pid = server.pid ?? 0;
	return { ownerUrl: urlAt(port), folder, adopted: false, stop: () => stopPid(pid) };
};
