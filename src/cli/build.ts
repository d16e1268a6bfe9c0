import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
	'src',
	'seed',
	'messages',
	'static',
	'project.inlang/settings.json',
	'vite.config.ts',
	'package-lock.json',
];

const filesBelow = (place: string): string[] => {
	try {
		return readdirSync(place, { recursive: true, withFileTypes: true })
			.filter(
				(entry) =>
					entry.isFile() && !entry.parentPath.includes('paraglide') && !entry.name.endsWith('.test.ts'),
			)
			.map((entry) => join(entry.parentPath, entry.name))
			.sort();
	} catch {
		return [place];
	}
};

const hashOfSources = (root: string): string => {
	const hash = createHash('sha256');
	for (const source of sources) {
		for (const file of filesBelow(join(root, source))) {
			if (existsSync(file)) hash.update(file.slice(root.length)).update(readFileSync(file));
		}
	}
	return hash.digest('hex');
};

/** Builds the web application unless the last build was made from these very sources. */
export const ensureBuilt = (root: string): void => {
	const mark = join(root, 'build', 'sources.sha256');
	const wanted = hashOfSources(root);
	if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
	console.error('Đang dựng ứng dụng…');
	const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
	const done = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
		cwd: root,
		stdio: ['ignore', 2, 2],
		// Whoever starts this (a test runner, a developer's shell) may call itself otherwise, and pages would be slower and heavier.
		env: { ...process.env, NODE_ENV: 'production' },
	});
	if (done.status !== 0) throw new Error('The application could not be built.');
	mkdirSync(join(root, 'build'), { recursive: true });
	writeFileSync(mark, wanted);
};
