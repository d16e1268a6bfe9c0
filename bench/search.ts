/**
 * `npm run bench -- search CORPUS [made]`: how fast and how well what is looked for is found, over the documents and articles
 * of the corpus and over `made` more made from them (200,000 unless told), beside three other engines on the same items in
 * the same run. MiniSearch keeps everything in memory: it runs over the corpus alone.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedAbbreviations } from '#lib/features/search/domain/abbreviations.ts';
import { parseQuery } from '#lib/features/search/domain/query.ts';
import { findPassages } from '#lib/features/search/find.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { wordsOf } from '#lib/text/search-tokens.ts';
import { corpusItems, generatedItems, type Item, sourceSentences } from './search-data.ts';
import { type Engine, miniSearch, plainPostgres, sqlite } from './search-engines.ts';
import { type Loaded, loadItems } from './search-load.ts';

type Question = { kind: string; text: string; answers: string[] };

const TODAY = '2026-11-23';

/** The product's own search, as the page asks it: one transaction, rights looked at, passages gathered into documents. */
const ownSearch = (loaded: Loaded, actor: Actor, name: string): Engine => {
	const itemOf = new Map([...loaded.idOf].map(([item, id]) => [id, item]));
	return {
		name,
		find: async (text) => {
			const found = await look({ db: loaded.db, actor }, (tx) =>
				findPassages(tx, actor.tenantId, parseQuery(text, shippedAbbreviations), {
					filters: {},
					today: TODAY,
					most: 100,
				}),
			);
			return [...new Set(found.passages.map(({ documentId }) => itemOf.get(documentId) ?? ''))].slice(0, 10);
		},
		close: async () => {},
	};
};

const percentile = (times: number[], share: number): number => {
	const sorted = [...times].sort((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
const shown = (ms: number): string => (ms < 10 ? ms.toFixed(1) : ms.toFixed(0));

const timesOf = async (engine: Engine, texts: readonly string[], rounds: number): Promise<number[]> => {
	const times: number[] = [];
	for (let round = 0; round < rounds; round++)
		for (const text of texts) {
			const from = performance.now();
			await engine.find(text);
			// The first round fills the caches and is not counted.
			if (round > 0) times.push(performance.now() - from);
		}
	return times;
};

/** Queries of one to six syllables out of the questions, and those that everything answers to. */
const shortQueries = (questions: readonly Question[]): string[] => {
	const texts = questions.flatMap(({ text }, at) => {
		const words = text.split(' ');
		return [words.slice(0, 1 + (at % 6)).join(' ')];
	});
	const common = [
		'của',
		'nghị quyết',
		'cua',
		'nghi quyet',
		'và',
		'các',
		'cơ quan nhà nước',
		'tổ chức thực hiện',
		'theo quy định của pháp luật',
		'co quan co tham quyen',
		'ủy ban nhân dân',
		'ubnd',
		'điều',
		'thong tu',
		'quy dinh chi tiet',
	];
	return [...texts, ...common];
};

const measure = async (
	engine: Engine,
	questions: readonly Question[],
	short: readonly string[],
): Promise<{
	name: string;
	recall: number;
	byKind: string;
	p50: number;
	p95: number;
	worst: string;
	missed: string[];
}> => {
	const rank = new Map<string, [number, number]>();
	const missed: string[] = [];
	for (const { kind, text, answers } of questions) {
		const found = await engine.find(text);
		const right = found.some((id) => answers.includes(id));
		const [hits, all] = rank.get(kind) ?? [0, 0];
		rank.set(kind, [hits + (right ? 1 : 0), all + 1]);
		if (!right) missed.push(`${kind}: ${text}`);
	}
	const times = await timesOf(engine, short, 3);
	const worst = times.indexOf(Math.max(...times));
	return {
		name: engine.name,
		recall: (questions.length - missed.length) / questions.length,
		byKind: [...rank].map(([kind, [hits, all]]) => `${kind} ${hits}/${all}`).join(', '),
		p50: percentile(times, 0.5),
		p95: percentile(times, 0.95),
		worst: `${shown(times[worst] ?? 0)} ms for “${short[worst % short.length]}”`,
		missed,
	};
};

const report = (title: string, rows: Awaited<ReturnType<typeof measure>>[]): void => {
	console.log(`\n## ${title}\n\n| engine | in the first ten | p50 ms | p95 ms |\n| --- | --- | --- | --- |`);
	for (const row of rows)
		console.log(
			`| ${row.name} | ${row.name.includes('member') ? '–' : `${(row.recall * 100).toFixed(1)} %`} | ${shown(row.p50)} | ${shown(row.p95)} |`,
		);
	for (const row of rows) console.log(`${row.name}: ${row.byKind}; slowest ${row.worst}`);
	const [own] = rows;
	if (own && own.missed.length > 0) console.log(`not found: ${own.missed.join(' · ')}`);
};

/** Where items were made from the corpus, what was made of a sentence that answers a question answers it too. */
const withMade = (questions: readonly Question[], corpus: readonly Item[], made: number): Question[] => {
	const lines = sourceSentences(corpus).map((sentence) => ` ${wordsOf(sentence).join(' ')} `);
	const wording = questions.filter(({ kind }) => kind === 'wording');
	const sentences = new Map(
		wording.map(({ text }) => {
			const plain = ` ${wordsOf(text).join(' ')} `;
			return [text, new Set(lines.flatMap((line, at) => (line.includes(plain) ? [at] : [])))];
		}),
	);
	const more = new Map<string, string[]>();
	for (const item of generatedItems(corpus, made))
		for (const [text, places] of sentences)
			if (item.madeOf.some((at) => places.has(at))) more.set(text, [...(more.get(text) ?? []), item.id]);
	return questions.map((question) => ({
		...question,
		answers: [...question.answers, ...(more.get(question.text) ?? [])],
	}));
};

const over = async (
	title: string,
	items: () => Iterable<Item>,
	questions: readonly Question[],
	others: boolean,
	memory: boolean,
): Promise<void> => {
	const loaded = await loadItems(items());
	const sizes =
		await loaded.owner`select pg_size_pretty(pg_total_relation_size('search_passage')) as all, pg_size_pretty(pg_relation_size('search_passage_words')) as index,
		(select count(*) from search_passage) as rows, (select count(*) from search_term) as terms`;
	console.log(`${title}: filled in ${JSON.stringify(loaded.took)} s, ${JSON.stringify(sizes[0])}`);
	try {
		const short = shortQueries(questions);
		const rows = [await measure(ownSearch(loaded, loaded.actor, 'Thực Tiễn'), questions, short)];
		rows.push(
			await measure(
				ownSearch(loaded, loaded.reader, 'Thực Tiễn, a member who may read 1 %'),
				questions,
				short,
			),
		);
		const engines: (() => Promise<Engine>)[] = others
			? [
					() => plainPostgres(loaded.owner, items),
					async () => sqlite(items),
					...(memory ? [async () => miniSearch(items)] : []),
				]
			: [];
		for (const open of engines) {
			const engine = await open();
			rows.push(await measure(engine, questions, short));
			await engine.close();
		}
		report(title, rows);
	} finally {
		await loaded.stop();
	}
};

export const main = async ([folder, count]: string[]): Promise<void> => {
	if (!folder) throw new Error('npm run bench -- search CORPUS [made]');
	const made = Number(count ?? 200_000);
	const corpus = corpusItems(join(folder, 'load'));
	const questions = readFileSync(join(import.meta.dirname, 'search-queries.jsonl'), 'utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line) as Question);
	const others = process.env['ALONE'] !== '1';
	if (process.env['ONLY_MADE'] !== '1')
		await over(
			`${corpus.length.toLocaleString('en')} documents and articles`,
			() => corpus,
			questions,
			others,
			true,
		);
	if (made === 0) return;
	const all = function* (): Generator<Item> {
		yield* corpus;
		yield* generatedItems(corpus, made);
	};
	await over(
		`${(corpus.length + made).toLocaleString('en')} items`,
		all,
		withMade(questions, corpus, made),
		others,
		false,
	);
};
