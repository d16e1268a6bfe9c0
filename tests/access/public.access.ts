import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findRoot } from '#lib/platform/config/config.ts';
import { openPool } from '#lib/platform/database/connect.ts';
import { publicRoutes } from '#lib/platform/sessions/public-routes.ts';
import { tenantTables } from '../support/any-row.ts';
import { readRoutes } from '../support/route-table.ts';
import { type ServedApp, serveApp } from '../support/served.ts';
import { post } from './cast.ts';
import { checkHeaders } from './headers.ts';
import { inParallel } from './observe.ts';

// Whoever is not signed in walks the public site of the sample organisation, follows every link, asks with every id that the
// database holds, and finds what was published and nothing else; what was taken off is gone from everywhere.

let app: ServedApp;
let secretary = '';
const folder = mkdtempSync(join(tmpdir(), 'thuctien-site-'));

const signInTo = async (login: string): Promise<string> => {
	const answer = await post(`${app.url}/dang-nhap`, '', { login, password: 'thuctien-mau-2026' });
	return answer.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');
};

beforeAll(async () => {
	app = await serveApp({ WORKER: 'off' });
	const opened = await post(`${app.url}/bat-dau?/mau`, '', {});
	if (opened.status !== 303)
		throw new Error(`The sample was not opened: ${opened.status} ${await opened.text()}`);
	secretary = await signInTo('bi.thu');
});
afterAll(async () => {
	rmSync(folder, { recursive: true, force: true });
	await app?.stop();
});

type Seen = { path: string; status: number; text: string; answer: Response };

const ask = async (path: string): Promise<Seen> => {
	const answer = await fetch(app.url + path, { redirect: 'manual', headers: { accept: 'text/html' } });
	return { path, status: answer.status, text: await answer.text(), answer };
};

const plain = (html: string): string =>
	html
		.replace(/<[^>]*>/g, ' ')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'")
		.replaceAll('&amp;', '&')
		.replace(/\\[nt]/g, ' ')
		.replaceAll('\\"', '"')
		.replace(/\s+/g, ' ');

const begins = [
	'/cong-khai',
	'/cong-khai/tim',
	'/feed.xml',
	'/feed.json',
	'/cong-khai/feed.xml',
	'/cong-khai/feed.json',
	'/sitemap.xml',
	'/robots.txt',
	// What SvelteKit tells a client of a page, script or not.
	'/cong-khai/__data.json',
];

/** Every page that links lead to, from the front, the feeds and the sitemap. */
const walk = async (): Promise<Map<string, Seen>> => {
	const found = new Map<string, Seen>();
	const waiting = [...begins];
	for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
		if (found.has(next)) continue;
		const seen = await ask(next);
		found.set(next, seen);
		const links = [...seen.text.matchAll(/(?:href="|<loc>|"url":")([^"<]+)/g)].map(([, link]) => link ?? '');
		for (const link of links) {
			const url = new URL(link.replaceAll('&amp;', '&'), app.url + next);
			const path = url.pathname + url.search;
			if (url.origin === app.url && !path.startsWith('/_app/') && path !== '/icon.svg' && !found.has(path))
				waiting.push(path);
		}
	}
	return found;
};

/** What the site may say: its settings, and the versions that are shown. */
const published = async (): Promise<string> => {
	const rows = await app.owner`select v.title, v.summary, v.theme, v.author_name,
		(select string_agg(b ->> 'text', ' ' order by n) from jsonb_array_elements(v.blocks) with ordinality x(b, n)) as blocks from site_entry e
		join site_version v on v.tenant_id = e.tenant_id and v.entry_id = e.id and v.version = e.version where e.state = 'published'
		union all select name, contact, slug, '', '' from site
		union all select u.name, u.short_name, '', '', '' from unit u join site s on s.tenant_id = u.tenant_id and s.unit_id = u.id`;
	return plain(rows.map((row) => Object.values(row).join(' ')).join(' '));
};

type Value = { table: string; text: string };

/** Every text of every table of the organisation. */
const valuesOf = async (pattern: RegExp): Promise<Value[]> => {
	const values = new Map<string, Value>();
	for (const { schema, name } of await tenantTables(app.owner)) {
		const rows = await app.owner.unsafe(`select to_jsonb(t) as row from "${schema}"."${name}" t`);
		const look = (value: unknown): void => {
			if (typeof value === 'string' && pattern.test(value)) values.set(value, { table: name, text: value });
			else if (value && typeof value === 'object') for (const part of Object.values(value)) look(part);
		};
		for (const { row } of rows) look(row);
	}
	return [...values.values()];
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Texts of the organisation that the site may not say: long enough to be nobody else's words. */
const secrets = async (): Promise<Value[]> => {
	const may = await published();
	return (await valuesOf(/\S+(\s+\S+){4}/))
		.map(({ table, text }) => ({ table, text: plain(text).trim().slice(0, 200) }))
		.filter(({ text }) => text.length >= 25 && !may.includes(text));
};

/** Short texts apart (document and programme titles stand in published titles), names of people that are not shown. */
const hiddenNames = async (): Promise<string[]> => {
	const may = await published();
	const rows = await app.owner`select full_name as name from person`;
	return rows.map((row) => String(row['name'])).filter((name) => !may.includes(name));
};

const told = (text: string, list: readonly string[]): string[] => list.filter((one) => text.includes(one));

test('every link of the site leads to a page; none says anything that was not published, or any id', async () => {
	const pages = await walk();
	expect(pages.size).toBeGreaterThan(15);
	const faults: string[] = [];
	const ids = (await valuesOf(uuid)).map(({ text }) => text);
	expect(ids.length).toBeGreaterThan(1_000);
	const [hidden, names] = [await secrets(), await hiddenNames()];
	expect(hidden.length).toBeGreaterThan(300);
	expect(names.length).toBeGreaterThan(20);
	for (const { path, status, text, answer } of pages.values()) {
		if (status !== 200) faults.push(`${path}: ${status}`);
		faults.push(...checkHeaders(answer).map((fault) => `${path}: ${fault}`));
		if (answer.headers.getSetCookie().length > 0) faults.push(`${path}: sets a cookie`);
		if (/<script(?! type="application\/ld\+json")/.test(text)) faults.push(`${path}: has a script`);
		if (!/no-cache|no-store/.test(answer.headers.get('cache-control') ?? ''))
			faults.push(`${path}: may be kept unasked`);
		const whole = plain(text);
		faults.push(...told(whole, names).map((name) => `${path}: names ${name}`));
		if (/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.test(text)) faults.push(`${path}: tells an id`);
	}
	const all = plain([...pages.values()].map(({ text }) => text).join(' '));
	faults.push(
		...hidden.filter(({ text }) => all.includes(text)).map(({ table, text }) => `${table}: ${text}`),
	);
	expect(faults).toEqual([]);
});

test('ids open nothing: each one is tried on the functions that visitors read through', async () => {
	const ids = (await valuesOf(/^[\w.:/@-]{4,80}$/)).map(({ text }) => text);
	const visitor = openPool(app.appUrl, 1);
	try {
		const shown =
			await visitor`select x.id, r.state from unnest(${ids}::text[]) x(id), public.sites_on() s, lateral public.site_read(s.tenant_id, s.unit_id, x.id) r`;
		const own = new Set(
			(await app.owner`select short_id from site_entry where state <> 'prepared'`).map(
				(row) => row['short_id'],
			),
		);
		expect(shown.filter((row) => !own.has(row['id']))).toEqual([]);
		for (const table of ['site', 'site_entry', 'site_version', 'person', 'document', 'event', 'recognition'])
			expect(await visitor.unsafe(`select 1 from "${table}" limit 1`), table).toHaveLength(0);
	} finally {
		await visitor.end({ timeout: 2 });
	}
});

test('ids open nothing: some of each table are tried on every address with a place for one', async () => {
	const byTable = new Map<string, string[]>();
	for (const { table, text } of await valuesOf(uuid))
		byTable.set(table, [...(byTable.get(table) ?? []), text]);
	const some = [...byTable.values()].flatMap((list) => [list[0] ?? '', list[list.length >> 1] ?? '']);
	const routes = readRoutes().filter(({ params }) => params.length > 0);
	const addresses = new Set<string>();
	for (const { id } of routes) {
		const isPublic = publicRoutes.includes(id);
		const tried = isPublic ? some : [some[addresses.size % some.length] ?? ''];
		const path = id
			.replace(/\/\([^)]+\)/g, '')
			.replace(/\[\[site=site\]\]\/?/, '')
			.replace(/\/$/, '');
		for (const value of tried) addresses.add(path.replace(/\[[^\]]+\]+/g, value));
	}
	const faults: string[] = [];
	const names = await hiddenNames();
	await inParallel(8, [...addresses], async (path) => {
		if (path.startsWith('/api/')) return;
		const { status, text } = await ask(path);
		// The pages for invitations and for one-time links answer to any word alike, and say that there is none.
		if (status === 200 && !/^\/(moi|xac-nhan|tiep-nhan)\//.test(path) && !begins.includes(path))
			faults.push(`${path} is opened`);
		if (status >= 500) faults.push(`${path}: ${status}`);
		faults.push(...told(plain(text), names).map((name) => `${path} names ${name}`));
	});
	expect(faults).toEqual([]);
});

test('a search with the words of what was not published finds nothing of it', async () => {
	const hidden = await secrets();
	const step = Math.max(1, Math.floor(hidden.length / 60));
	const tried = hidden.filter((_one, at) => at % step === 0).slice(0, 60);
	const faults: string[] = [];
	await inParallel(4, tried, async ({ table, text }) => {
		const words = text.split(' ').slice(0, 7).join(' ');
		const { status, text: page } = await ask(`/cong-khai/tim?q=${encodeURIComponent(words)}`);
		const said = plain(page.replaceAll(words, ' '));
		if (status !== 200 || said.includes(text)) faults.push(`${table} ${status}: ${text}`);
	});
	expect(faults).toEqual([]);
});

const run = promisify(execFile);
const exportTo = async (place: string): Promise<string> => {
	await run(
		process.execPath,
		[join(findRoot(), 'src/cli/main.ts'), 'export', 'site', place, '--url', 'https://tin.example.vn/so'],
		{
			cwd: findRoot(),
			env: {
				...process.env,
				DATA_DIR: app.dataDir,
				NODE_ENV: 'production',
				DATABASE_URL: '',
				ORIGIN: '',
				VITEST: '',
			},
		},
	);
	return readdirSync(place, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(html|xml|json|txt)$/.test(entry.name))
		.map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'utf8')}`)
		.join('\n');
};

test('what is taken off is gone at once from pages, lists, feeds, search, sitemap and files; its address says only the day', async () => {
	const [entry] =
		await app.owner`select e.id, e.short_id, v.slug, v.title, v.blocks, v.author_name, v.theme_slug from site_entry e
		join site_version v on v.tenant_id = e.tenant_id and v.entry_id = e.id and v.version = e.version where e.kind = 'example' and e.state = 'published' limit 1`;
	if (!entry) throw new Error('The sample shows no example');
	const title = String(entry['title']);
	const body = (entry['blocks'] as { text: string }[])[0]?.text.slice(0, 60) ?? '';
	const traces = [title, body, String(entry['author_name']), String(entry['slug'])];
	const address = `/cong-khai/bai/${entry['slug']}-${entry['short_id']}`;
	const search = `/cong-khai/tim?q=${encodeURIComponent(title)}`;
	const before = plain([...(await walk()).values()].map(({ text }) => text).join(' '));
	expect(told(before, traces.slice(0, 3))).toHaveLength(3);
	expect((await ask(search)).text).toContain(address);
	const place = join(folder, 'trang');
	const files = await exportTo(place);
	for (const trace of [title, body]) expect(plain(files)).toContain(trace);
	expect(files).toContain('https://tin.example.vn/so/bai/');
	expect(files).not.toMatch(/href="\/|localhost|127\.0\.0\.1/);

	const old = (await ask(address)).answer.headers.get('etag') ?? '';
	const off = await post(`${app.url}/cong-bo/bai/${entry['id']}?/go`, secretary, { reason: 'Thử gỡ bài' });
	expect(off.status).toBe(200);
	// Another process is told by the database; this one hears it in the same way.
	const gone = await expect
		.poll(() => ask(address), { timeout: 2_000 })
		.toMatchObject({ status: 410 })
		.then(() => ask(address));
	expect(gone.text).toMatch(/Bài này đã được gỡ ngày \d\d\/\d\d\/\d{4}/);
	expect(told(plain(gone.text), traces)).toEqual([]);
	const again = await fetch(app.url + address, { headers: { 'if-none-match': old } });
	expect(again.status).toBe(410);
	await again.text();
	const after = [...(await walk()).values()].map(({ text }) => text).join(' ');
	expect(told(plain(after), traces)).toEqual([]);
	expect(after).not.toContain(String(entry['short_id']));
	expect((await ask(search)).text).not.toContain(address);
	expect((await ask(`/cong-khai/chu-de/${entry['theme_slug']}`)).status).toBe(404);
	const rest = await exportTo(place);
	expect(told(rest, [...traces, String(entry['short_id'])])).toEqual([]);
	expect(told(rest, ['Thử gỡ bài'])).toEqual([]);
});

test('a site that is turned off is not there at all', async () => {
	await app.owner`update site set is_on = false`;
	await expect.poll(async () => (await ask('/cong-khai')).status, { timeout: 2_000 }).toBe(404);
	const said = (await ask('/cong-khai/__data.json')).text;
	expect(said).not.toContain('title');
	for (const path of begins.filter((one) => !/robots|__data/.test(one)))
		expect((await ask(path)).status, path).toBe(404);
	expect((await ask('/robots.txt')).text).toBe('User-agent: *\nDisallow: /\n');
	await app.owner`update site set is_on = true`;
	await expect.poll(async () => (await ask('/cong-khai')).status, { timeout: 2_000 }).toBe(200);
});
