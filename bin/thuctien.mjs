#!/usr/bin/env node
// The door of the command line. It runs on any Node that npm brings (20.19 and up): installs what the lock file names
// when that is missing, then goes on in the Node that this project pins.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const pinned = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const installed = join(root, 'node_modules', '.package-lock.json');

const isStale = () =>
	!existsSync(installed) ||
	statSync(installed).mtimeMs + 2000 < statSync(join(root, 'package-lock.json')).mtimeMs;

if (!existsSync(pinned) || isStale()) {
	console.error('Đang cài đặt các gói cần thiết (chỉ làm một lần)…');
	const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
	const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: root,
		stdio: ['ignore', 2, 2],
	});
	if (done.status !== 0) process.exit(done.status ?? 1);
}

const child = spawn(pinned, [join(root, 'src', 'cli', 'main.ts'), ...process.argv.slice(2)], {
	stdio: 'inherit',
	env: { ...process.env, THUCTIEN_ROOT: root, PATH: `${dirname(pinned)}:${process.env.PATH ?? ''}` },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
