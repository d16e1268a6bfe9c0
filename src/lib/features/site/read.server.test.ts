import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { buildPerson } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { type Person, siteScenes } from '../../../../tests/support/site-scene.ts';
import { atomFeed, jsonFeed } from './feeds.server.ts';
import { entryShown, gatheredShown, headsShown, searchShown } from './read.server.ts';

const database = useDatabase();
const { scene } = siteScenes(database);

test('readers find texts by their words, with the very marks first, and by kind, year, theme and author', async () => {
	const { secretary, member, fellow, set, talk, publish, site } = await scene();
	await set(secretary);
	const say = (author: Person, title: string, day: string, theme = 'Nêu gương') =>
		publish(secretary, talk(author, { title, day, theme, blocks: [{ kind: 'paragraph', text: title }] }), {
			title,
			theme,
		});
	await say(member, 'Mạ non trên đồng', '2025-03-01');
	await say(member, 'Má tôi kể chuyện', '2026-03-01');
	await say(fellow, 'Chuyện ở cơ quan', '2026-05-01', 'Đoàn kết');
	const here = await site();
	const find = async (words: string) =>
		(await searchShown(database.db, here, words)).heads.map(({ title }) => title);
	expect(await find('má')).toEqual(['Má tôi kể chuyện', 'Mạ non trên đồng']);
	expect(await find('mạ')).toEqual(['Mạ non trên đồng', 'Má tôi kể chuyện']);
	expect(await find('chuyen')).toHaveLength(2);
	expect(await find("' | ' & !")).toEqual([]);
	const titles = async (choice: Parameters<typeof headsShown>[2]) =>
		(await headsShown(database.db, here, choice)).heads.map(({ title }) => title);
	expect(await titles({ year: 2025 })).toEqual(['Mạ non trên đồng']);
	expect(await titles({ theme: 'doan-ket' })).toEqual(['Chuyện ở cơ quan']);
	expect(await titles({ author: 'tran-van-an' })).toHaveLength(2);
	expect(await titles({ kind: 'document' })).toEqual([]);
	const gathered = await gatheredShown(database.db, here);
	expect(gathered.years.map(({ key, entries }) => [key, entries])).toEqual([
		['2026', 2],
		['2025', 1],
	]);
	expect(gathered.authors.map(({ label }) => label)).toEqual(['Phạm Thị Bình', 'Trần Văn An']);
	const second = await headsShown(database.db, here, {}, 2, 2);
	expect([second.heads.length, second.found]).toEqual([1, 3]);
});

test('two of one name have pages of their own', async () => {
	const { tenant, cell, secretary, member, set, talk, publish, shown } = await scene();
	await set(secretary);
	const namesake = await buildPerson(database, tenant, cell, 'Trần Văn An', { standing: 'official' });
	await publish(secretary, talk(member));
	await publish(secretary, talk(namesake));
	await publish(secretary, talk(member));
	expect((await shown()).map(({ authorSlug }) => authorSlug).sort()).toEqual([
		'tran-van-an',
		'tran-van-an',
		'tran-van-an-2',
	]);
});

test('visitors see no table: without a tenant only the functions answer, and of nobody more than the name', async () => {
	const { secretary, member, set, talk, publish, site, shown } = await scene();
	await set(secretary);
	await publish(secretary, talk(member));
	for (const table of ['site', 'site_entry', 'site_version'] as const) {
		const found = await sql<{ rows: number }>`select count(*)::int as rows from ${sql.table(table)}`.execute(
			database.db,
		);
		expect(found.rows[0]?.rows, table).toBe(0);
	}
	const seen = JSON.stringify([
		await shown(),
		await entryShown(database.db, await site(), (await shown())[0]?.shortId ?? ''),
	]);
	expect(seen).toContain('Trần Văn An');
	for (const id of [member.personId, secretary.personId, 'Nguyễn Bí Thư']) expect(seen).not.toContain(id);
});

test('feeds carry the whole text and nothing that breaks them', async () => {
	const { secretary, member, set, talk, publish, site, shown } = await scene();
	await set(secretary);
	await publish(secretary, talk(member, { blocks: [{ kind: 'paragraph', text: 'a < b & "c"\u0007' }] }), {
		title: '<script>',
	});
	const here = await site();
	const one = await entryShown(database.db, here, (await shown())[0]?.shortId ?? '');
	if (one?.state !== 'published') throw new Error('not shown');
	const feed = { site: here, origin: 'https://a.vn', entries: [one] };
	const atom = atomFeed(feed);
	expect(atom).toContain('<title>&lt;script&gt;</title>');
	expect(atom).toContain('a &amp;lt; b &amp;amp;');
	expect(atom).not.toContain('\u0007');
	const json = JSON.parse(jsonFeed(feed)) as {
		version: string;
		items: { url: string; content_html: string }[];
	};
	expect(json.version).toBe('https://jsonfeed.org/version/1.1');
	expect(json.items[0]?.url).toMatch(/^https:\/\/a\.vn\/cong-khai/);
	expect(json.items[0]?.content_html).toContain('a &lt; b &amp; &quot;c&quot;');
});
