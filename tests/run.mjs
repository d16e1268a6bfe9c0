// npm test: everything that CI runs, on a fresh clone, on any Node from 20.19. Installs what is missing, goes on in the
// Node that this project pins, runs gate after gate, and ends with one line: "N passed, N failed".
// `npm test -- lint unit` runs these gates only.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const pinned = join(modules, 'node', 'bin', 'node');

const install = () => {
	const mark = join(modules, '.package-lock.json');
	const lock = join(root, 'package-lock.json');
	if (existsSync(pinned) && existsSync(mark) && statSync(mark).mtimeMs + 2000 >= statSync(lock).mtimeMs)
		return;
	console.log('npm ci …');
	const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: root,
		stdio: 'inherit',
	});
	if (done.status !== 0) {
		console.log('0 passed, 1 failed');
		process.exit(1);
	}
};

if (!process.env.THUCTIEN_PINNED) {
	install();
	const env = {
		...process.env,
		THUCTIEN_PINNED: '1',
		THUCTIEN_ROOT: root,
		PATH: `${join(modules, '.bin')}:${dirname(pinned)}:${process.env.PATH}`,
	};
	const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
		cwd: root,
		env,
		stdio: 'inherit',
	});
	for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
	child.on('exit', (code) => process.exit(code ?? 1));
} else {
	const { runGates } = await import('./support/gates.mjs');
	const reports = mkdtempSync(join(tmpdir(), 'thuctien-reports-'));
	const { passed, failed } = await runGates({ root, reports, wanted: process.argv.slice(2) });
	rmSync(reports, { recursive: true, force: true });
	console.log(`${passed} passed, ${failed} failed`);
	process.exit(failed === 0 ? 0 : 1);
}
