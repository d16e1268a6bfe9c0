import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ServerUser, serverUser } from '#lib/platform/database/binaries.ts';
import { freePort } from './served.ts';

/** A server of Debian's PostgreSQL. */
export type DebianServer = {
	folder: string;
	/** As its owner. */
	url: string;
	port: number;
	log: string;
	start: () => void;
	stop: () => void;
};

const HOME = '/usr/lib/postgresql';

/** The newest PostgreSQL of Debian's packages that can make a base backup, by its folder of programs. */
const findPostgres = (): string | null => {
	if (!existsSync(HOME)) return null;
	const versions = readdirSync(HOME).sort((a, b) => Number(b) - Number(a));
	return (
		versions
			.map((version) => join(HOME, version, 'bin'))
			.find((bin) => existsSync(join(bin, 'pg_basebackup'))) ?? null
	);
};

/**
 * Makes sure that there is Debian's PostgreSQL; as root on Debian it is installed (15 on bookworm, 17 on trixie).
 * @returns its folder of programs; null where it can't be had, and the tests that need it say so
 */
export const ensureDebianPostgres = (): string | null => {
	const known = findPostgres();
	if (known) return known;
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		spawnSync('apt-get', ['update'], { stdio: 'ignore', env });
		spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'], {
			stdio: 'ignore',
			env,
		});
		const installed = findPostgres();
		if (installed) return installed;
	}
	console.warn(
		'There is no PostgreSQL of Debian: no replica is tested. Install it: apt-get install postgresql',
	);
	return null;
};

const PASSWORD = 'chu-co-so-du-lieu';
const urlAt = (port: number, database: string): string =>
	`postgres://thuctien_owner:${PASSWORD}@127.0.0.1:${port}/${database}`;

const runAs = (user: ServerUser, program: string, args: string[], env: Record<string, string> = {}): void => {
	execFileSync(program, args, {
		...(user ?? {}),
		cwd: '/',
		stdio: ['ignore', 'ignore', 'pipe'],
		env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', ...env },
	});
};

const serverAt = (bin: string, user: ServerUser, folder: string, port: number): DebianServer => {
	const log = `${folder}.log`;
	const settings = [
		'listen_addresses=127.0.0.1',
		`port=${port}`,
		'unix_socket_directories=',
		'fsync=off',
		'max_connections=60',
		'log_statement=all',
		'jit=off',
	];
	return {
		folder,
		url: urlAt(port, 'thuctien'),
		port,
		log,
		start: () =>
			runAs(user, join(bin, 'pg_ctl'), [
				...['-D', folder, '-l', log, '-w', '-t', '120', '-o', settings.map((one) => `-c ${one}`).join(' ')],
				'start',
			]),
		stop: () => runAs(user, join(bin, 'pg_ctl'), ['-D', folder, '-m', 'immediate', '-w', 'stop']),
	};
};

/** A folder below /tmp that the user of the servers owns. */
const makeFolder = (user: ServerUser): string => {
	const folder = mkdtempSync('/tmp/thuctien-debian-');
	if (user) chownSync(folder, user.uid, user.gid);
	return folder;
};

export type Pair = { primary: DebianServer; replica: DebianServer; stop: () => void };

/**
 * A primary with an empty database "thuctien", and a standby that streams from it (pg_basebackup -R): the two servers as an operator sets
 * them up (docs/scale.md), on two ports of this machine.
 */
export const startPair = async (bin: string): Promise<Pair> => {
	const user = serverUser();
	const home = makeFolder(user);
	const passwordFile = join(home, 'password');
	writeFileSync(passwordFile, PASSWORD, { mode: 0o644 });
	const primary = serverAt(bin, user, join(home, 'primary'), await freePort());
	runAs(user, join(bin, 'initdb'), [
		...['-D', primary.folder, '-U', 'thuctien_owner', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
		...['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=vi', '--no-sync'],
	]);
	primary.start();
	const env = { PGPASSWORD: PASSWORD };
	const reach = ['-h', '127.0.0.1', '-p', String(primary.port), '-U', 'thuctien_owner'];
	runAs(user, join(bin, 'createdb'), [...reach, 'thuctien'], env);
	const replica = serverAt(bin, user, join(home, 'replica'), await freePort());
	mkdirSync(replica.folder, { mode: 0o700 });
	if (user) chownSync(replica.folder, user.uid, user.gid);
	runAs(
		user,
		join(bin, 'pg_basebackup'),
		[...reach, '-D', replica.folder, '-R', '-X', 'stream', '-c', 'fast'],
		env,
	);
	replica.start();
	return {
		primary,
		replica,
		stop: () => {
			for (const server of [replica, primary])
				if (existsSync(join(server.folder, 'postmaster.pid'))) server.stop();
			rmSync(home, { recursive: true, force: true });
		},
	};
};
