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
