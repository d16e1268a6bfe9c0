import { expect, test } from 'vitest';
import { assetsIn, dataOf, isKept, markedOffline, READER } from './addresses.ts';
import { offlineKeeper, PAGES } from './keeper.ts';

const id = '01936b2e-0000-7000-8000-000000000001';
const other = '01936b2e-0000-7000-8000-000000000002';
const page = `/van-ban/${id}`;
const html = (words: string): string =>
	`<html lang="vi"><link href="/_app/immutable/chunks/a.js"><p>${words}</p></html>`;

/** A device and a server; `on` says who is signed in and whether there is a network. */
const device = () => {
	const stores = new Map<string, Map<string, Response>>();
	const on = { person: 'an' as string | null, network: true, at: 1_000_000_000, gone: [] as string[] };
	const asked: string[] = [];
	const open = (name: string) => {
		const store = stores.get(name) ?? new Map<string, Response>();
		stores.set(name, store);
		return Promise.resolve({
			match: (address: string) => Promise.resolve(store.get(address)?.clone()),
			put: (address: string, answer: Response) => Promise.resolve(void store.set(address, answer)),
			delete: (address: string) => Promise.resolve(store.delete(address)),
			keys: () => Promise.resolve([...store.keys()].map((path) => ({ url: `http://localhost${path}` }))),
		});
	};
	const fetch = (request: Request | string): Promise<Response> => {
		const { pathname: path } = new URL(
			typeof request === 'string' ? request : request.url,
			'http://localhost',
		);
		asked.push(path);
		if (!on.network) return Promise.reject(new TypeError('Failed to fetch'));
		const headers = on.person ? { [READER]: on.person } : undefined;
		if (on.gone.includes(path))
			return Promise.resolve(new Response('', { status: 404, headers: headers ?? {} }));
		if (path === '/van-ban/ngoai-tuyen')
			return Promise.resolve(Response.json({ documents: [id, other] }, { headers: headers ?? {} }));
		return Promise.resolve(new Response(html(`${path} cho ${on.person}`), { headers: headers ?? {} }));
	};
	const keeper = offlineKeeper({
		caches: { open, delete: (name) => Promise.resolve(stores.delete(name)) },
		fetch,
		now: () => on.at,
	});
	const visit = async (path: string): Promise<string> => {
		const works: Promise<unknown>[] = [];
		const answer = await keeper.page(new Request(`http://localhost${path}`), (work) => works.push(work));
		await Promise.all(works);
		return answer.text();
	};
	const paths = (): string[] => [...(stores.get(PAGES)?.keys() ?? [])].sort();
	return { on, asked, keeper, visit, paths, stores };
};

test('a document that was read, and those last given, are there without a network, and say so', async () => {
	const { on, visit } = device();
	await visit(page);
	on.network = false;
	expect(await visit(page)).toContain('<html data-offline lang="vi">');
	expect(await visit(`/van-ban/${other}`)).toContain(`${other} cho an`);
	expect(await visit(dataOf(page))).toContain('cho an');
});

test('with a network the page is always that of the server', async () => {
	const { on, visit } = device();
	await visit(page);
	on.person = 'bình';
	expect(await visit(page)).toContain('cho bình');
});

test('another person on the same device finds nothing of the first', async () => {
	const { on, visit, paths } = device();
	await visit(page);
	expect(paths()).toContain(page);
	on.person = 'bình';
	on.gone = [page, `/van-ban/${other}`];
	await visit('/');
	on.network = false;
	await expect(visit(page)).rejects.toThrow('Failed to fetch');
	expect(paths()).toEqual(['/~nguoi-doc']);
});

test('signing out, and the sign-in page, leave nothing behind', async () => {
	const { on, keeper, visit, paths } = device();
	await visit(page);
	await keeper.forget();
	expect(paths()).toEqual([]);
	await visit(page);
	on.person = null;
	await visit('/dang-nhap');
	expect(paths()).toEqual([]);
});

test('a document that is taken from the person is taken from the device', async () => {
	const { on, visit, paths } = device();
	await visit(page);
	on.gone = [page];
	await visit(page);
	expect(paths()).not.toContain(page);
	expect(paths()).toContain(`/van-ban/${other}`);
});

test('a page fetched for one person is not kept when another has signed in meanwhile', async () => {
	const { on, keeper, visit, paths } = device();
	await visit('/');
	await keeper.forget();
	const works: Promise<unknown>[] = [];
	await keeper.page(new Request(`http://localhost${page}`), (work) => works.push(work));
	on.person = 'bình';
	await Promise.all(works);
	expect(paths().filter((path) => path !== '/~nguoi-doc')).toEqual([]);
});

test('what the device does not have leads to the page that says what it has', async () => {
	const { on, keeper, visit } = device();
	await keeper.prepare();
	on.network = false;
	expect(await visit('/nhiem-vu')).toContain('/ngoai-tuyen');
	expect(JSON.parse(await visit(dataOf('/nhiem-vu')))).toMatchObject({
		type: 'redirect',
		location: '/ngoai-tuyen',
	});
});

test('the latest documents are asked for now and then, not at every page', async () => {
	const { on, asked, visit } = device();
	const times = (): number => asked.filter((path) => path === '/van-ban/ngoai-tuyen').length;
	await visit('/');
	await visit('/nhiem-vu');
	expect(times()).toBe(1);
	on.at += 31 * 60_000;
	await visit('/');
	expect(times()).toBe(2);
});

test('a page that was opened before the worker was there is kept when it asks; one that may not be kept is not', async () => {
	const { on, keeper, visit, paths } = device();
	const paper = `/hoc-tap/${id}/bai-thu-hoach`;
	await keeper.keep(paper);
	await keeper.keep('/nhiem-vu');
	expect(paths()).toContain(paper);
	expect(paths()).not.toContain('/nhiem-vu');
	on.network = false;
	expect(await visit(paper)).toContain('<html data-offline lang="vi">');
});

test('a paper that is being written stays on the device whatever else has to give way', async () => {
	const { on, keeper, visit, paths } = device();
	const paper = `/hoc-tap/${id}/bai-thu-hoach`;
	await keeper.keep(paper);
	for (let nth = 0; nth < 40; nth++) {
		on.at += 60_000;
		await visit(`/van-ban/01936b2e-0000-7000-8000-0000000001${String(nth).padStart(2, '0')}`);
	}
	expect(paths()).toContain(paper);
	expect(paths().filter((path) => /^\/van-ban\/[^/]+$/.test(path)).length).toBeLessThan(40);
});

test('only documents in the reader are kept; what a page needs is read from its markup', () => {
	expect(isKept(page)).toBe(true);
	expect(isKept(dataOf(page))).toBe(true);
	for (const path of ['/', '/van-ban', `${page}/trace`, `${page}/ghi-chu`, '/to-chuc/nguoi/x'])
		expect(isKept(path)).toBe(false);
	expect(
		assetsIn('<link href="/_app/immutable/a.css"><script>import("/_app/immutable/e/start.x-1.js")</script>'),
	).toEqual(['/_app/immutable/a.css', '/_app/immutable/e/start.x-1.js']);
	expect(markedOffline('<html lang="vi">')).toBe('<html data-offline lang="vi">');
});
