/**
 * By how much reading scans in the background slows a page: `npm run bench -- ocr-effect FOLDER [ROUNDS]`. FOLDER holds
 * scans (.pdf). A running server with 500 members is asked for the reader's page, the list of readers and the trace as
 * people do, some pages a second with pauses; by turns while nothing else goes on and while the process that reads
 * scans for the server reads page after page, with the same priority as there. Figures of all rounds together, in one
 * run; the aim is that p50 and p95 grow by no more than a fifth.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openPages } from '#lib/platform/ocr/pages.ts';
import { recordPages } from './recorded.ts';

const MEMBERS = 500;
const SECONDS = 8;
/** Pages a second, one after another: more than an office of hundreds asks for. */
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

export const main = async (): Promise<void> => {
	const [folder = '', rounds = '4'] = process.argv.slice(2).filter((argument) => argument !== 'ocr-effect');
	if (!folder) throw new Error('Which folder? npm run bench -- ocr-effect FOLDER [ROUNDS]');
	const scans = readdirSync(folder)
		.filter((name) => name.endsWith('.pdf'))
		.map((name) => ({ path: join(folder, name), format: 'pdf' as const }));
	const recorded = await recordPages(MEMBERS);
	const pages = openPages({ background: true });
	const addresses = Object.values(recorded.pages).map((path) => recorded.base + path);
	let isReading = false;
	let isOver = false;
	let read = 0;
	const reading = (async () => {
		for (let at = 0; !isOver; at++) {
			const scan = scans[at % scans.length];
			if (!isReading || !scan) {
				await pause(50);
				continue;
			}
			// The longest scans begin again: which page it is makes no difference.
			await pages.read(scan, 1).catch(() => {});
			read += 1;
		}
	})();
	const times = { without: [] as number[], with: [] as number[] };
	try {
		await ask(addresses, recorded.cookie);
		for (let round = 0; round < Number(rounds); round++) {
			times.without.push(...(await ask(addresses, recorded.cookie)));
			isReading = true;
			// Under way before it is measured.
			await pause(2_000);
			times.with.push(...(await ask(addresses, recorded.cookie)));
			isReading = false;
			// The page that is under way ends first.
			const before = read;
			for (let wait = 0; wait < 600 && read === before; wait++) await pause(50);
		}
		console.log('| scans in the background | pages asked for | p50 ms | p95 ms |\n|---|---|---|---|');
		for (const [name, all] of Object.entries(times))
			console.log(
				`| ${name} | ${all.length} | ${share(all, 0.5).toFixed(1)} | ${share(all, 0.95).toFixed(1)} |`,
			);
		const ratio = (part: number): string => (share(times.with, part) / share(times.without, part)).toFixed(2);
		console.log(
			`\n${read} scanned pages read meanwhile; p50 × ${ratio(0.5)}, p95 × ${ratio(0.95)} (at most 1.2)`,
		);
	} finally {
		isOver = true;
		pages.close();
		await reading;
		await recorded.stop();
	}
};
