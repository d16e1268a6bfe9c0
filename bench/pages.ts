import autocannon from 'autocannon';
import { recordPages, untilReady } from './recorded.ts';

const CONNECTIONS = 50;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 12);

type Figures = { requests: number; p50: number; p95: number; bytes: number; errors: number };

const share = (sorted: readonly number[], part: number): number =>
	Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);

/**
 * @param rate requests a second over all connections, as people with pauses between their pages send them; without it
 * every connection asks again as soon as it was answered
 */
const measure = async (url: string, cookie: string, rate?: number): Promise<Figures> => {
	const run = async (duration: number): Promise<Figures> => {
		const times: number[] = [];
		const options = {
			url,
			connections: CONNECTIONS,
			headers: { cookie },
			duration,
			...(rate ? { overallRate: rate } : {}),
		};
		const result = await new Promise<autocannon.Result>((done, fail) => {
			const instance = autocannon(options, (error, answer) => (error ? fail(error) : done(answer)));
			instance.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
		});
		times.sort((one, other) => one - other);
		return {
			requests: result.requests.average,
			p50: share(times, 0.5),
			p95: share(times, 0.95),
			bytes: Math.round(result.throughput.average / Math.max(1, result.requests.average)),
			errors: result.non2xx + result.errors,
		};
	};
	await run(3);
	return run(SECONDS);
};

/**
 * Reader, reach list and trace with 4,000 members, row level security on: requests a second of 50 connections without a
 * pause, each page beside a bare Hono route that runs the statements which the page was seen to run; then the latency
 * for 50 people who each open a page every second. In one run on one machine.
 */
export const main = async (): Promise<void> => {
	const recorded = await recordPages(4_000);
	const bare = `http://localhost:${recorded.port + 1}`;
	try {
		recorded.start('bench/bare.ts', [recorded.statementsFile], {
			PORT: String(recorded.port + 1),
			THUCTIEN_APP_URL: '',
		});
		await untilReady(`${bare}/ready`);
		console.log(
			'| page | requests/s | p50 ms | p95 ms | kB | bare requests/s | bare p95 ms | share of bare | 50 people: p50 ms | p95 ms |',
		);
		console.log('|---|---|---|---|---|---|---|---|---|---|');
		for (const [name, path] of Object.entries(recorded.pages)) {
			const page = await measure(recorded.base + path, recorded.cookie);
			const beside = await measure(`${bare}/?page=${encodeURIComponent(path)}`, '');
			const people = await measure(recorded.base + path, recorded.cookie, CONNECTIONS);
			const errors = page.errors + beside.errors + people.errors;
			if (errors > 0) console.error(`${name}: ${errors} requests failed`);
			const row = [
				name,
				page.requests.toFixed(0),
				page.p50,
				page.p95,
				(page.bytes / 1000).toFixed(0),
				beside.requests.toFixed(0),
				beside.p95,
				`${((100 * page.requests) / beside.requests).toFixed(0)} %`,
				people.p50,
				people.p95,
			];
			console.log(`| ${row.join(' | ')} |`);
		}
	} finally {
		await recorded.stop();
	}
};
