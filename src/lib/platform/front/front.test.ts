import { once } from 'node:events';
import { createServer } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import type { Handler } from './captured.ts';
import { publicFront } from './front.ts';
import { codingFor, keepable, keptPages } from './kept-pages.ts';

const open: (() => void)[] = [];
afterEach(() => {
	for (const close of open.splice(0)) close();
});

/** A server with a front before an application that says how often it was asked; `text` is what it shows. */
const scene = async (over: { room?: number; now?: () => number } = {}) => {
	const asked: string[] = [];
	const page = { text: 'bài một '.repeat(200), status: 200 };
	const handler: Handler = (request, response) => {
		asked.push(`${request.headers['host']} ${request.url} ${request.headers['cookie'] ?? ''}`);
		response.setHeader('content-type', 'text/html; charset=utf-8');
		response.writeHead(page.status);
		response.write(page.text.slice(0, 100));
		response.end(page.text.slice(100));
	};
	const front = publicFront(handler, {
		isPublic: (path) => path.startsWith('/cong-khai'),
		isKept: (path) => !path.endsWith('/tim'),
		protocolHeader: 'x-forwarded-proto',
		...over,
	});
	const server = createServer((request, response) => {
		if (!front.answer(request, response)) response.writeHead(404).end('application');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	open.push(() => server.close());
	const address = server.address();
	const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
	const get = (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers });
	return { front, asked, page, get, url };
};

test('a page is rendered once and answered from memory, without the cookie of whoever asks', async () => {
	const { front, asked, get } = await scene();
	front.forget();
	const first = await get('/cong-khai/bai/a', { cookie: 'thuctien.session_token=bi-mat' });
	const second = await get('/cong-khai/bai/a');
	expect(await second.text()).toBe(await first.text());
	expect(asked).toHaveLength(1);
	expect(asked[0]).not.toContain('bi-mat');
	expect(second.headers.get('cache-control')).toBe('public, no-cache');
});

test('many who ask for one page at one time wait for one rendering', async () => {
	const { front, asked, get } = await scene();
	front.forget();
	await Promise.all(Array.from({ length: 30 }, () => get('/cong-khai').then((answer) => answer.text())));
	expect(asked).toHaveLength(1);
});

test('what was changed is shown at once, and the tag of the old page is not confirmed any more', async () => {
	const { front, page, get } = await scene();
	front.forget();
	const before = await get('/cong-khai/bai/a');
	await before.arrayBuffer();
	const tag = before.headers.get('etag') ?? '';
	expect(tag).toMatch(/^"[\w-]+"$/);
	expect((await get('/cong-khai/bai/a', { 'if-none-match': tag })).status).toBe(304);
	page.text = 'đã gỡ';
	page.status = 410;
	front.forget();
	const after = await get('/cong-khai/bai/a', { 'if-none-match': tag });
	expect([after.status, await after.text()]).toEqual([410, 'đã gỡ']);
});

test('a page that was being rendered while something changed is not kept', async () => {
	const { front, asked, get } = await scene();
	front.forget();
	const first = get('/cong-khai/bai/a');
	await Promise.resolve();
	front.forget();
	await (await first).arrayBuffer();
	front.forget();
	await (await get('/cong-khai/bai/a')).arrayBuffer();
	expect(asked).toHaveLength(2);
});

test('as long as the line to the database is lost nothing is kept', async () => {
	const { front, asked, get } = await scene();
	const twice = async () => {
		for (let turn = 0; turn < 2; turn++) await (await get('/cong-khai')).arrayBuffer();
	};
	await twice();
	expect(asked).toHaveLength(2);
	front.forget();
	await twice();
	expect(asked).toHaveLength(3);
	front.lose();
	await twice();
	expect(asked).toHaveLength(5);
});

test('neither searches, nor errors, nor pages that grew old are kept', async () => {
	let clock = 0;
	const { front, asked, page, get } = await scene({ now: () => clock });
	front.forget();
	for (let turn = 0; turn < 2; turn++) await (await get('/cong-khai/tim?q=a')).arrayBuffer();
	expect(asked).toHaveLength(2);
	page.status = 404;
	for (let turn = 0; turn < 2; turn++) await (await get('/cong-khai/khong-co')).arrayBuffer();
	expect(asked).toHaveLength(4);
	page.status = 200;
	await (await get('/cong-khai')).arrayBuffer();
	clock = 60_000;
	await (await get('/cong-khai')).arrayBuffer();
	expect(asked).toHaveLength(6);
});

test('only public pages are answered, to GET and HEAD', async () => {
	const { front, asked, get, url } = await scene();
	front.forget();
	expect((await get('/van-ban')).status).toBe(404);
	expect((await fetch(`${url}/cong-khai`, { method: 'POST' })).status).toBe(404);
	const head = await fetch(`${url}/cong-khai`, { method: 'HEAD' });
	expect([head.status, await head.text()]).toEqual([200, '']);
	expect(asked).toHaveLength(1);
});

test('each host has its own pages', async () => {
	const { front, asked, url } = await scene();
	front.forget();
	const { request } = await import('node:http');
	const ask = (host: string) =>
		new Promise<void>((done) =>
			request(`${url}/cong-khai`, { headers: { host } }, (answer) => answer.resume().on('end', done)).end(),
		);
	await ask('a.vn');
	await ask('b.vn');
	await ask('A.vn');
	expect(asked.map((one) => one.split(' ')[0])).toEqual(['a.vn', 'b.vn']);
});

const captured = (body: string) => ({
	status: 200,
	headers: { 'content-type': 'text/html' },
	body: Buffer.from(body),
});

test('a page goes out in the best coding that is taken', async () => {
	const page = await keepable(captured('chữ '.repeat(500)));
	expect(codingFor(page, 'gzip, deflate, br')).toBe('br');
	expect(codingFor(page, 'gzip;q=1.0, br;q=0.1')).toBe('gzip');
	expect(codingFor(page, 'br;q=0')).toBe('identity');
	expect(codingFor(page, undefined)).toBe('identity');
	expect(gunzipSync(page.bodies.gzip ?? Buffer.alloc(0)).toString()).toBe('chữ '.repeat(500));
	expect((await keepable(captured('ngắn'))).bodies.br).toBeUndefined();
});

test('the room is bounded: the least lately asked for goes first, and nothing fills it alone', async () => {
	const page = await keepable(captured('a'));
	const pages = keptPages(page.bytes * 10);
	for (let at = 0; at < 30; at++) {
		pages.set(`p${at}`, page, 10);
		pages.get('p0', 0);
	}
	expect(pages.bytes()).toBeLessThanOrEqual(page.bytes * 10);
	expect(pages.get('p0', 0)).toBe(page);
	expect(pages.get('p5', 0)).toBeNull();
	pages.set('big', { ...page, bytes: page.bytes * 9 }, 10);
	expect(pages.get('big', 0)).toBeNull();
});
