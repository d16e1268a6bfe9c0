import { spawn } from 'node:child_process';
import autocannon from 'autocannon';
import { freePort, type ServedApp, serveApp } from '../tests/support/served.ts';
import { untilReady } from './recorded.ts';

const CONNECTIONS = 50;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 10);
const coded = { 'accept-encoding': 'br' };

/** Nothing but the bytes of a page, from memory: what Node answers at most. */
const bare = (bytes: Buffer, port: number) =>
	spawn(
		process.execPath,
		[
			'-e',
			`const page = Buffer.from('${bytes.toString('base64')}', 'base64');
			require('node:http').createServer((_, answer) => answer.writeHead(200, { 'content-type': 'text/html', 'content-length': page.length }).end(page)).listen(${port}, '127.0.0.1');`,
		],
		{ stdio: 'ignore' },
	);

const measure = async (
	url: string,
): Promise<{ requests: number; p50: number; p99: number; errors: number }> => {
	const run = (duration: number): Promise<autocannon.Result> =>
		new Promise((done, fail) => {
			autocannon({ url, connections: CONNECTIONS, duration, headers: coded }, (error, answer) =>
				error ? fail(error) : done(answer),
			);
		});
	await run(3);
	const { requests, latency, errors, non2xx } = await run(SECONDS);
	return { requests: requests.average, p50: latency.p50, p99: latency.p99, errors: errors + non2xx };
};

/** Bytes on the wire (body, as a browser takes it) of a page on the first visit: its text, its styles, the fonts that it uses. */
const weigh = async (
	base: string,
	path: string,
): Promise<Record<'html' | 'css' | 'fonts' | 'all', number>> => {
	const bytesOf = async (address: string): Promise<{ sent: number; text: string }> => {
		const answer = await fetch(base + address, { headers: coded });
		const body = await answer.text();
		return { sent: Number(answer.headers.get('content-length')), text: body };
	};
	const page = await bytesOf(path);
	const styles = [...page.text.matchAll(/href="([^"]+\.css)"/g)].map(([, address]) => address ?? '');
	const sums = { html: page.sent, css: 0, fonts: 0, all: 0 };
	const fonts = new Set<string>();
	for (const style of styles) {
		const { sent, text } = await bytesOf(style);
		sums.css += sent;
		for (const [, address] of text.matchAll(
			/url\(["']?([^)"']*be-vietnam-pro-(?:latin|vietnamese)-(?:400|600)-normal[^)"']*)/g,
		))
			fonts.add(new URL(address ?? '', base + style).pathname);
	}
	for (const font of fonts) sums.fonts += (await bytesOf(font)).sent;
	return { ...sums, all: sums.html + sums.css + sums.fonts };
};

const openSample = async (app: ServedApp): Promise<void> => {
	const opened = await fetch(`${app.url}/bat-dau?/mau`, {
		method: 'POST',
		redirect: 'manual',
		headers: {
			origin: app.url,
			accept: 'text/html',
			'content-type': 'application/x-www-form-urlencoded',
		},
		body: '',
	});
	if (opened.status !== 303) throw new Error(`The sample was not opened: ${opened.status}`);
};

/**
 * Published pages of the sample organisation: requests a second of 50 connections without a pause, beside a bare server that
 * answers with the very bytes; and what a first visit weighs. The load generator takes about a core of its own.
 */
export const main = async (): Promise<void> => {
	const app = await serveApp({ WORKER: 'off' });
	const children: ReturnType<typeof bare>[] = [];
	try {
		await openSample(app);
		const feed = (await (await fetch(`${app.url}/feed.json`)).json()) as { items: { url: string }[] };
		const entry = new URL(feed.items[0]?.url ?? app.url).pathname;
		console.log(
			'| page | requests/s | p50 ms | p99 ms | bare requests/s | share of bare | html kB | css kB | fonts kB | all kB |',
		);
		console.log('|---|---|---|---|---|---|---|---|---|---|');
		for (const [name, path] of [
			['entry', entry],
			['front', '/cong-khai'],
			['feed', '/feed.xml'],
		] as const) {
			const page = await measure(app.url + path);
			const port = await freePort();
			const body = Buffer.from(await (await fetch(app.url + path)).arrayBuffer());
			children.push(
				bare(
					body.subarray(
						0,
						Number((await fetch(app.url + path, { headers: coded })).headers.get('content-length')),
					),
					port,
				),
			);
			await untilReady(`http://127.0.0.1:${port}/`);
			const beside = await measure(`http://127.0.0.1:${port}/`);
			const weight = await weigh(app.url, path);
			if (page.errors > 0) console.error(`${name}: ${page.errors} requests failed`);
			const kB = (bytes: number): string => (bytes / 1000).toFixed(1);
			console.log(
				`| ${[name, page.requests.toFixed(0), page.p50, page.p99, beside.requests.toFixed(0), `${((100 * page.requests) / beside.requests).toFixed(0)} %`, kB(weight.html), kB(weight.css), kB(weight.fonts), kB(weight.all)].join(' | ')} |`,
			);
		}
	} finally {
		for (const child of children) child.kill();
		await app.stop();
	}
};
