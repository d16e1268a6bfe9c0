import { loadavg } from 'node:os';
import { seededRandom } from '../seed/random.ts';
import { serverSeconds } from './processor-time.ts';
import type { Question } from './search-answers.ts';
import type { Engine } from './search-engines.ts';

/** How long another engine is asked questions, and how long queries. */
const OTHERS_MS = 45_000;

export type Measured = {
	name: string;
	/** The first ten of each question that was asked. */
	found: Map<string, string[]>;
	p50: number;
	p95: number;
	worst: string;
	load: number;
	/** Milliseconds of processor time that a query took on average, of application and database together. */
	work: number;
};
/** What an engine is asked, and where the database lies whose processor time counts. */
type Asked = { questions: readonly Question[]; short: readonly string[]; cluster: string };
type Timed = { text: string; ms: number };

const percentile = (times: number[], share: number): number => {
	const sorted = [...times].sort((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
export const shown = (ms: number): string => (ms < 10 ? ms.toFixed(1) : ms.toFixed(0));

const clocked = async (engine: Engine, text: string): Promise<Timed> => {
	const from = performance.now();
	await engine.find(text);
	return { text, ms: performance.now() - from };
};

/** Runs what is timed and sums it up; it is told at once, for an engine after it may take all memory with it. */
const summedUp = async (
	engine: Engine,
	cluster: string,
	found: Map<string, string[]>,
	run: () => Promise<{ times: Timed[]; asked: number }>,
): Promise<Measured> => {
	const own = process.cpuUsage();
	const server = serverSeconds(cluster);
	const { times, asked } = await run();
	const used = process.cpuUsage(own);
	const spent = (used.user + used.system) / 1000 + (serverSeconds(cluster) - server) * 1000;
	const all = times.map(({ ms }) => ms);
	const worst = times.find(({ ms }) => ms === Math.max(...all));
	const measured = {
		name: engine.name,
		found,
		p50: percentile(all, 0.5),
		p95: percentile(all, 0.95),
		worst: `${shown(worst?.ms ?? 0)} ms for “${worst?.text}” (of ${times.length} queries)`,
		load: loadavg()[0] ?? 0,
		work: spent / asked,
	};
	console.log(
		`${measured.name}: ${found.size} questions, p50 ${shown(measured.p50)} ms, p95 ${shown(measured.p95)} ms, load ${measured.load.toFixed(1)}`,
	);
	return measured;
};

const ROUNDS = 3;
/** The product: all questions, and all queries in three rounds, of which the first fills the caches and is not counted. */
export const measure = async (engine: Engine, { questions, short, cluster }: Asked): Promise<Measured> => {
	const found = new Map<string, string[]>();
	for (const { text } of questions) found.set(text, await engine.find(text));
	return summedUp(engine, cluster, found, async () => {
		const times: Timed[] = [];
		for (let round = 0; round < ROUNDS; round += 1)
			for (const text of short) {
				const timed = await clocked(engine, text);
				if (round > 0) times.push(timed);
			}
		return { times, asked: ROUNDS * short.length };
	});
};

/** The same order at each run that mixes the kinds, so that those in front stand for all. */
const mixed = <T>(all: readonly T[]): T[] => {
	const { next: random } = seededRandom(2026);
	return all
		.map((one) => ({ one, at: random() }))
		.sort((one, other) => one.at - other.at)
		.map(({ one }) => one);
};

/**
 * Another engine, which may need seconds where ours needs milliseconds: as many of the questions and of the queries as it
 * answers in a given time, in mixed order; a query is asked twice and counted the second time.
 */
export const measureOther = async (
	engine: Engine,
	{ questions, short, cluster }: Asked,
): Promise<Measured> => {
	const found = new Map<string, string[]>();
	const until = async <T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> => {
		const end = performance.now() + OTHERS_MS;
		for (const one of mixed(all)) {
			if (performance.now() > end) return;
			await act(one);
		}
	};
	await until(questions, async ({ text }) => {
		found.set(text, await engine.find(text));
	});
	return summedUp(engine, cluster, found, async () => {
		const times: Timed[] = [];
		await until(short, async (text) => {
			await engine.find(text);
			times.push(await clocked(engine, text));
		});
		return { times, asked: 2 * times.length };
	});
};
