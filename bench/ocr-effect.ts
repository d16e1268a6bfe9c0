/**
 * By how much reading scans in the background slows a page: `npm run bench -- ocr-effect FOLDER [PAIRS]`. FOLDER holds
 * scans (.pdf). A running server with 500 members is asked for the reader's page, the list of readers and the trace as
 * people do, some pages a second. Short phases follow one another in pairs: in one of them the process that reads scans
 * for the server reads page after page, with the same priority as there; in the other it is stopped where it stands (so
 * Linux only). Which comes first changes from pair to pair. What else the machine does weighs on both phases of a pair
 * alike, so each pair tells a ratio, and the median of these is the figure: at most 1.2 for p50 and for p90.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openPages } from '#lib/platform/ocr/pages.ts';
import { recordPages } from './recorded.ts';

const MEMBERS = 500;
const SECONDS = 3;
/** Pages a second: more than an office of hundreds asks for. */
const RATE = 8;

const share = (values: readonly number[], part: number): number => {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
};

/** Asks for pages at even intervals; a page that comes late is not waited for. */
const ask = async (addresses: readonly string[], cookie: string): Promise<number[]> => {
	const times: number[] = [];
	const asked: Promise<void>[] = [];
	for (let at = 0; at < SECONDS * RATE; at++) {
		const address = addresses[at % addresses.length] ?? '';
		asked.push(
			(async () => {
				const started = performance.now();
				const answer = await fetch(address, { headers: { cookie } });
				await answer.arrayBuffer();
				if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
				times.push(performance.now() - started);
			})(),
		);
		await pause(1_000 / RATE);
	}
	await Promise.all(asked);
	return times;
};

/** The fields of /proc/PID/stat behind the name: state, parent, … */
const statOf = (pid: string): string[] => {
	try {
		return readFileSync(`/proc/${pid}/stat`, 'utf8')
			.replace(/^.*\) /s, '')
			.split(' ');
	} catch {
		return [];
	}
};
/** The process that reads pages for this one. */
const findReader = (): string => {
	const found = readdirSync('/proc').find(
		(pid) =>
			/^\d+$/.test(pid) &&
			statOf(pid)[1] === String(process.pid) &&
			readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('pages-process.ts'),
	);
	if (!found) throw new Error('No process reads scans');
	return found;
};
const secondsOf = (pid: string): number => (Number(statOf(pid)[11]) + Number(statOf(pid)[12])) / 100;

type Phase = { times: number[]; used: number; took: number };

export const main = async (): Promise<void> => {
	const [folder = '', pairs = '24'] = process.argv.slice(2).filter((argument) => argument !== 'ocr-effect');
	if (!folder) throw new Error('Which folder? npm run bench -- ocr-effect FOLDER [PAIRS]');
	const scans = readdirSync(folder)
		.filter((name) => name.endsWith('.pdf'))
		.map((name) => ({ path: join(folder, name), format: 'pdf' as const }));
	const recorded = await recordPages(MEMBERS);
	const pages = openPages({ background: true });
	const addresses = Object.values(recorded.pages).map((path) => recorded.base + path);
	let isOver = false;
	let read = 0;
	const reading = (async () => {
		for (let at = 0; !isOver; at++) {
			const scan = scans[at % scans.length];
			if (!scan) throw new Error(`No scans in ${folder}`);
			// The first page again and again: which page it is makes no difference.
			await pages.read(scan, 1).then(
				() => {
					read += 1;
				},
				() => {},
			);
		}
	})();
	const phases: Record<'without' | 'with', Phase[]> = { without: [], with: [] };
	try {
		await ask(addresses, recorded.cookie);
		const reader = findReader();
		for (let pair = 0; pair < Number(pairs); pair++)
			for (const which of pair % 2 === 0 ? (['without', 'with'] as const) : (['with', 'without'] as const)) {
				process.kill(Number(reader), which === 'with' ? 'SIGCONT' : 'SIGSTOP');
				await pause(200);
				const before = secondsOf(reader);
				const from = performance.now();
				const times = await ask(addresses, recorded.cookie);
				phases[which].push({
					times,
					used: secondsOf(reader) - before,
					took: (performance.now() - from) / 1_000,
				});
			}
		process.kill(Number(reader), 'SIGCONT');
		console.log('| scans in the background | pages asked for | p50 ms | p90 ms | p95 ms |');
		console.log('| --- | --- | --- | --- | --- |');
		for (const [name, all] of Object.entries(phases)) {
			const times = all.flatMap((phase) => phase.times);
			const shown = [0.5, 0.9, 0.95].map((part) => share(times, part).toFixed(1)).join(' | ');
			console.log(`| ${name} | ${times.length} | ${shown} |`);
		}
		for (const part of [0.5, 0.9]) {
			const ratios = phases.with.map(
				({ times }, pair) => share(times, part) / share(phases.without[pair]?.times ?? [], part),
			);
			const [low, median, high] = [0.25, 0.5, 0.75].map((quarter) => share(ratios, quarter).toFixed(2));
			console.log(
				`p${part * 100}: median of the ratios × ${median} (half of the pairs ${low} to ${high}; at most 1.2)`,
			);
		}
		const sum = (of: (phase: Phase) => number): number => phases.with.reduce((all, one) => all + of(one), 0);
		const used = sum((phase) => phase.used) / sum((phase) => phase.took);
		console.log(
			`reading used ${(100 * used).toFixed(0)} % of a processor while it was on, ${read} scanned pages in all; load of the machine ${loadavg()[0]?.toFixed(1)}`,
		);
	} finally {
		isOver = true;
		pages.close();
		await reading;
		await recorded.stop();
	}
};
