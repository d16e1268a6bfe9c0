// The gates of npm test: what each runs and how its result is counted.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureOffice } from './office.mjs';

/** A gate of its own counts as one; a test runner counts as many as it ran. */
const one = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

const countVitest = (ok, file) => {
	const report = readJson(file);
	if (!report) return one(false);
	const { numPassedTests: passed, numFailedTests: failed } = report;
	return { passed, failed: ok ? failed : Math.max(1, failed) };
};

const countPlaywright = (ok, file) => {
	const stats = readJson(file)?.stats;
	if (!stats) return one(false);
	const failed = stats.unexpected + stats.flaky;
	return { passed: stats.expected, failed: ok ? failed : Math.max(1, failed) };
};

/** Runs a command to its end; its output is kept, and shown when it fails. */
const run = (root, [program, ...args], env = {}) =>
	new Promise((done) => {
		const output = [];
		const child = spawn(program, args, {
			cwd: root,
			env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => output.push(text));
		child.on('error', (error) => done({ ok: false, output: String(error) }));
		child.on('close', (code) => done({ ok: code === 0, output: Buffer.concat(output).toString('utf8') }));
	});

const build = "const { ensureBuilt } = await import('./src/cli/build.ts'); ensureBuilt(process.cwd());";
const vitest = (report, ...rest) => [
	'vitest',
	'run',
	'--reporter=default',
	'--reporter=json',
	`--outputFile.json=${report}`,
	...rest,
];

const gatesOf = (reports) => {
	const place = (name) => join(reports, `${name}.json`);
	return [
		{
			name: 'messages',
			command: [
				'paraglide-js',
				'compile',
				'--project',
				'./project.inlang',
				'--outdir',
				'./src/lib/paraglide',
				'--silent',
			],
			needed: true,
		},
		{ name: 'sync', command: ['svelte-kit', 'sync'], needed: true },
		{ name: 'format', reads: true, command: ['biome', 'check', '.', '--max-diagnostics=60'] },
		{ name: 'lint', reads: true, command: ['eslint', 'src', '--max-warnings=0'] },
		{ name: 'layers', reads: true, command: ['depcruise', 'src'] },
		{ name: 'unused', reads: true, command: ['knip', '--no-progress'] },
		{ name: 'types', reads: true, command: ['svelte-check', '--fail-on-warnings', '--output', 'human'] },
		{ name: 'worker-types', reads: true, command: ['tsc', '-p', 'src/service-worker'] },
		{
			name: 'unit',
			command: vitest(place('unit')),
			env: { THUCTIEN_DISTINCT_STATEMENTS: join(reports, 'statements.jsonl') },
			count: (ok) => countVitest(ok, place('unit')),
		},
		{
			// Judges what the unit tests had the application run.
			name: 'tenants',
			command: vitest(place('tenants'), '--config', 'tests/statements/vitest.config.ts'),
			env: { THUCTIEN_DISTINCT_STATEMENTS: join(reports, 'statements.jsonl') },
			count: (ok) => countVitest(ok, place('tenants')),
		},
		{
			name: 'papers',
			before: ensureOffice,
			command: vitest(place('papers'), '--config', 'tests/papers/vitest.config.ts'),
			count: (ok) => countVitest(ok, place('papers')),
		},
		{ name: 'build', command: [process.execPath, '--input-type=module', '-e', build] },
		{
			name: 'access',
			command: vitest(place('access'), '--config', 'tests/access/vitest.config.ts'),
			count: (ok) => countVitest(ok, place('access')),
		},
		{
			name: 'browser',
			before: ensureChromium,
			command: ['playwright', 'test', '--reporter=list,json'],
			env: { PLAYWRIGHT_JSON_OUTPUT_FILE: place('browser') },
			count: (ok) => countPlaywright(ok, place('browser')),
		},
	];
};

const runGate = async (gate, root) => {
	const started = Date.now();
	let result;
	try {
		const env = { ...gate.env, ...(await gate.before?.()) };
		result = await run(root, gate.command, env);
	} catch (error) {
		result = { ok: false, output: error instanceof Error ? error.message : String(error) };
	}
	const count = gate.count?.(result.ok) ?? one(result.ok);
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	if (!result.ok) console.log(`\n──── ${gate.name} ────\n${result.output.slice(-40_000).trimEnd()}\n────\n`);
	console.log(
		`${result.ok ? '✓' : '✗'} ${gate.name.padEnd(9)} ${seconds.padStart(6)} s  ${count.passed} ok, ${count.failed} not`,
	);
	return { ...count, ok: result.ok };
};

/** Gates that only read the sources use one processor each: two of them run side by side, the longest first. */
const runReading = async (gates, root, told) => {
	const waiting = [...gates].sort(
		(one, other) => Number(other.name === 'types') - Number(one.name === 'types'),
	);
	const work = async () => {
		for (let gate = waiting.shift(); gate; gate = waiting.shift()) told(await runGate(gate, root));
	};
	await Promise.all([work(), work()]);
};

/** Runs the gates and sums what they count. What others need (messages, types of routes) always runs. */
export const runGates = async ({ root, reports, wanted }) => {
	const gates = gatesOf(reports).filter(
		({ name, needed }) => needed || wanted.length === 0 || wanted.includes(name),
	);
	const sum = { passed: 0, failed: 0 };
	const told = ({ passed, failed }) => {
		sum.passed += passed;
		sum.failed += failed;
	};
	for (const gate of gates.filter(({ needed }) => needed)) {
		const result = await runGate(gate, root);
		told(result);
		if (!result.ok) return sum;
	}
	await runReading(
		gates.filter(({ reads }) => reads),
		root,
		told,
	);
	for (const gate of gates.filter(({ needed, reads }) => !needed && !reads)) told(await runGate(gate, root));
	return sum;
};
