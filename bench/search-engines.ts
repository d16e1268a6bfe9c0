import { DatabaseSync } from 'node:sqlite';
import { getHeapStatistics } from 'node:v8';
import MiniSearch from 'minisearch';
import type postgres from 'postgres';
import type { Item } from './search-data.ts';

/** An engine beside which the product's search is measured: it gets the items, and answers with the ids of the first ten. */
export type Engine = { name: string; find: (text: string) => Promise<string[]>; close: () => Promise<void> };

const bare = (text: string): string[] => text.match(/[\p{L}\p{M}\d]+/gu) ?? [];

/** An engine can not take in all the items. */
export class Overfull extends Error {}

/** When filling an engine in the memory of this process is given up: of processor time, which other work stretches little. */
const LIMITS = { fillSeconds: 300, heapShare: 0.92 };

/** PostgreSQL as it comes: the default parser, configuration `simple`, every word asked for, ts_rank. */
export const plainPostgres = async (sql: postgres.Sql, items: () => Iterable<Item>): Promise<Engine> => {
	await sql`drop table if exists plain_item`;
	await sql`create unlogged table plain_item (id text primary key, words tsvector not null)`;
	let batch: { id: string; t: string; b: string }[] = [];
	const flush = async (): Promise<void> => {
		await sql`insert into plain_item select x.id, setweight(to_tsvector('simple', x.t), 'A') || setweight(to_tsvector('simple', left(x.b, 300000)), 'D')
			from jsonb_to_recordset(${JSON.stringify(batch)}::text::jsonb) as x(id text, t text, b text)`;
		batch = [];
	};
	for (const item of items()) {
		batch.push({ id: item.id, t: `${item.typeName} ${item.number ?? ''} ${item.title}`, b: item.text });
		if (batch.length === 2_000) await flush();
	}
	await flush();
	await sql.unsafe(
		"set maintenance_work_mem = '1GB'; create index plain_item_words on plain_item using gin (words)",
	);
	await sql`analyze plain_item`;
	return {
		name: 'PostgreSQL simple',
		find: async (text) =>
			(
				await sql<
					{ id: string }[]
				>`select id from plain_item, plainto_tsquery('simple', ${text}) q where words @@ q order by ts_rank(words, q) desc limit 10`
			).map(({ id }) => id),
		close: async () => {
			await sql`drop table plain_item`;
		},
	};
};

/** SQLite FTS5 with the tokenizer unicode61 that takes marks off (đ stays đ), BM25 with titles counting more. */
export const sqlite = (items: () => Iterable<Item>): Engine => {
	const db = new DatabaseSync(':memory:');
	db.exec(
		"create virtual table item using fts5(id unindexed, title, body, tokenize = 'unicode61 remove_diacritics 2')",
	);
	const insert = db.prepare('insert into item values (?, ?, ?)');
	db.exec('begin');
	for (const item of items())
		insert.run(item.id, `${item.typeName} ${item.number ?? ''} ${item.title}`, item.text);
	db.exec('commit');
	db.exec("insert into item(item) values ('optimize')");
	const select = db.prepare('select id from item where item match ? order by bm25(item, 0, 3, 1) limit 10');
	return {
		name: 'SQLite FTS5',
		find: async (text) =>
			select
				.all(
					bare(text)
						.map((word) => `"${word}"`)
						.join(' '),
				)
				.map(({ id }) => String(id)),
		close: async () => db.close(),
	};
};

/** MiniSearch as its guide has it: BM25+, any of the words, titles counting more; kept in the memory of the process. */
export const miniSearch = (items: () => Iterable<Item>): Engine => {
	const engine = new MiniSearch<{ id: string; title: string; text: string }>({
		fields: ['title', 'text'],
		searchOptions: { boost: { title: 3 } },
	});
	const from = process.cpuUsage();
	let taken = 0;
	for (const item of items()) {
		engine.add({
			id: item.id,
			title: `${item.typeName} ${item.number ?? ''} ${item.title}`,
			text: item.text,
		});
		taken += 1;
		if (taken % 1_000 > 0) continue;
		const { used_heap_size, heap_size_limit } = getHeapStatistics();
		const seconds = process.cpuUsage(from).user / 1e6;
		if (used_heap_size > LIMITS.heapShare * heap_size_limit || seconds > LIMITS.fillSeconds)
			throw new Overfull(`MiniSearch gave up after ${taken} items and ${engine.termCount} words`);
	}
	return {
		name: 'MiniSearch',
		find: async (text) =>
			engine
				.search(text)
				.slice(0, 10)
				.map(({ id }) => String(id)),
		close: async () => {},
	};
};
