import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The settings of a running installation, read once from the environment. */
export type Config = {
	root: string;
	dataDir: string;
	port: number;
	host: string;
	/** Set when PostgreSQL runs elsewhere; null means the embedded one. */
	databaseUrl: string | null;
	/** The public address, when a proxy stands in front. */
	origin: string | null;
};

/**
 * The folder of this checkout: where the package.json named thuctien lies.
 * @throws Error when it can't be found above the start folder
 */
export const findRoot = (start: string = process.cwd()): string => {
	const named = process.env['THUCTIEN_ROOT'];
	if (named) return resolve(named);
	let folder = resolve(start);
	for (;;) {
		const manifest = join(folder, 'package.json');
		if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'thuctien') return folder;
		const parent = dirname(folder);
		if (parent === folder) throw new Error(`No thuctien package.json above ${start}`);
		folder = parent;
	}
};

/** A standing copy of the database (streaming replica) for pages that may be some seconds behind. */
export type ReplicaSettings = { url: string; mostBehindMs: number };

const MOST_BEHIND_SECONDS = 10;

/**
 * DATABASE_READ_URL: the replica, with the user that reaches it (the application goes in as its own role); DATABASE_READ_LAG: by how many
 * seconds it may be behind (10), else the primary is read.
 */
export const readReplicaSettings = (env: NodeJS.ProcessEnv = process.env): ReplicaSettings | null => {
	const url = env['DATABASE_READ_URL'];
	if (!url) return null;
	const seconds = Number(env['DATABASE_READ_LAG'] || MOST_BEHIND_SECONDS);
	if (!(seconds > 0)) throw new Error('DATABASE_READ_LAG is a number of seconds above 0.');
	return { url, mostBehindMs: seconds * 1000 };
};

/** DATABASE_CLUSTER=citus: the database is the coordinator of a Citus cluster (docs/scale.md says what is then done otherwise). */
export const isCluster = (env: NodeJS.ProcessEnv = process.env): boolean =>
	env['DATABASE_CLUSTER'] === 'citus';

export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => {
	const root = findRoot();
	return {
		root,
		dataDir: resolve(root, env['DATA_DIR'] ?? 'data'),
		port: Number(env['PORT'] ?? 3000),
		host: env['HOST'] ?? '0.0.0.0',
		databaseUrl: env['DATABASE_URL'] || null,
		origin: env['ORIGIN'] || null,
	};
};
